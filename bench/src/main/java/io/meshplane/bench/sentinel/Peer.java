package io.meshplane.bench.sentinel;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A name server that checks the hosts behind its names by itself. Names are {@code r0.lab.test.} and so on. */
enum Peer {
    GDNSD("gdnsd", "gdnsd", "apt-get install gdnsd"),
    POWERDNS("PowerDNS Lua", "pdns_server", "apt-get install pdns-server pdns-backend-sqlite3 sqlite3");

    static final String ZONE = "lab.test.";
    private static final Path SCHEMA = Path.of("/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql");

    final String title;
    final String program;
    final String howToInstall;

    Peer(String title, String program, String howToInstall) {
        this.title = title;
        this.program = program;
        this.howToInstall = howToInstall;
    }

    /** How hosts are looked at. */
    enum Look {
        HTTP,
        TCP
    }

    /**
     * A setting.
     *
     * @param failuresToDown for gdnsd; PowerDNS 4 has no thresholds
     */
    record Setting(Look look, int intervalSeconds, int timeoutSeconds, int failuresToDown, int successesToUp) {}

    static String name(int number) {
        return "r" + number + "." + ZONE;
    }

    boolean isInstalled() {
        boolean here = NameServerProcess.program(program).isPresent();
        return switch (this) {
            case GDNSD -> here;
            case POWERDNS -> here && NameServerProcess.program("sqlite3").isPresent() && Files.exists(SCHEMA);
        };
    }

    /**
     * Starts it.
     *
     * @param groups of hosts, a name each; all healthy ones are answered
     * @param port of every host
     */
    NameServerProcess start(String process, Guard guard, List<List<String>> groups, int port, Setting setting)
            throws IOException, InterruptedException, Unusable {
        return NameServerProcess.start(process, guard, "ns." + ZONE, (folder, listen) -> switch (this) {
            case GDNSD -> gdnsd(folder, listen, groups, port, setting);
            case POWERDNS -> powerDns(folder, listen, groups, port, setting);
        });
    }

    private List<String> gdnsd(Path folder, int listen, List<List<String>> groups, int port, Setting setting)
            throws IOException {
        Files.createDirectories(folder.resolve("zones"));
        StringBuilder zone = new StringBuilder("""
                @ SOA ns hostmaster 1 3600 600 86400 5
                @ NS ns
                ns A 127.0.0.1
                """);
        StringBuilder resources = new StringBuilder();
        for (int i = 0; i < groups.size(); i++) {
            resources.append("r%d => { service_types => check".formatted(i));
            int host = 0;
            for (String address : groups.get(i)) resources.append(", h%d => %s".formatted(host++, address));
            resources.append(" }\n");
            zone.append("r%1$d 30 DYNA multifo!r%1$d%n".formatted(i));
        }
        Files.writeString(folder.resolve("zones").resolve("lab.test"), zone);
        String check = switch (setting.look()) {
            case HTTP -> "plugin => http_status, url_path => /";
            case TCP -> "plugin => tcp_connect";
        };
        Files.writeString(folder.resolve("config"), """
                options => { listen => 127.0.0.1:%d, run_dir => %s, state_dir => %s }
                service_types => { check => { %s, port => %d, interval => %d, timeout => %d,
                    down_thresh => %d, ok_thresh => %d, up_thresh => %d } }
                plugins => { multifo => { %s } }
                """.formatted(
                        listen,
                        Files.createDirectory(folder.resolve("run")),
                        Files.createDirectory(folder.resolve("state")),
                        check,
                        port,
                        setting.intervalSeconds(),
                        setting.timeoutSeconds(),
                        setting.failuresToDown(),
                        Math.min(setting.failuresToDown(), setting.successesToUp()),
                        setting.successesToUp(),
                        resources));
        return List.of(path(program), "-c", folder.toString(), "start");
    }

    private List<String> powerDns(Path folder, int listen, List<List<String>> groups, int port, Setting setting)
            throws IOException, InterruptedException, Unusable {
        List<String> sql = new ArrayList<>(List.of(
                ".read " + SCHEMA,
                "BEGIN;",
                "INSERT INTO domains (id, name, type) VALUES (1, 'lab.test', 'NATIVE');",
                record("lab.test", "SOA", "ns.lab.test hostmaster.lab.test 1 3600 600 86400 5"),
                record("lab.test", "NS", "ns.lab.test"),
                record("ns.lab.test", "A", "127.0.0.1")));
        for (int i = 0; i < groups.size(); i++) {
            String hosts = "{{"
                    + String.join(
                            ",",
                            groups.get(i).stream().map(h -> "''" + h + "''").toList()) + "}}";
            String options = "{selector=''all'', timeout=" + setting.timeoutSeconds() + "}";
            String check = switch (setting.look()) {
                case HTTP -> "ifurlup(''http://lab.test:" + port + "/'', " + hosts + ", " + options + ")";
                case TCP -> "ifportup(" + port + ", " + hosts.substring(1, hosts.length() - 1) + ", " + options + ")";
            };
            sql.add(record("r" + i + ".lab.test", "LUA", "A \"" + check + "\""));
        }
        sql.add("COMMIT;");
        NameServerProcess.run(
                folder,
                String.join("\n", sql),
                List.of(path("sqlite3"), folder.resolve("zones.db").toString()));
        Files.writeString(folder.resolve("pdns.conf"), """
                launch=gsqlite3
                gsqlite3-database=%1$s/zones.db
                local-address=127.0.0.1
                local-port=%2$d
                socket-dir=%1$s
                setuid=
                setgid=
                disable-syslog=yes
                enable-lua-records=yes
                lua-health-checks-interval=%3$d
                cache-ttl=0
                query-cache-ttl=0
                """.formatted(folder, listen, setting.intervalSeconds()));
        return List.of(path(program), "--config-dir=" + folder);
    }

    private static String record(String name, String type, String content) {
        return "INSERT INTO records (domain_id, name, type, content, ttl) VALUES (1, '%s', '%s', '%s', 30);"
                .formatted(name, type, content);
    }

    private static String path(String name) throws IOException {
        return NameServerProcess.program(name)
                .orElseThrow(() -> new IOException(name + " is gone"))
                .toString();
    }
}
