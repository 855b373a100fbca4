package io.meshplane.telemetry.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Logs that are no JSON, from a seed. */
enum PlainLogs {
    SYSLOG {
        @Override
        void add(Random random, int i, List<String> lines) {
            String time =
                    String.format(Locale.ROOT, "Mar %2d %02d:%02d:%02d", 1 + i / 700 % 28, i / 60 % 24, i % 60, i % 60);
            String[] daemons = {"sshd", "dnsmasq-dhcp", "hostapd", "netifd"};
            int daemon = random.nextInt(daemons.length);
            String what = switch (daemon) {
                case 0 ->
                    "Failed password for " + word(random) + " from 10.1.2." + random.nextInt(250) + " port "
                            + random.nextInt(65_536);
                case 1 ->
                    "DHCPACK(br-lan) 192.168.4." + random.nextInt(40) + " 02:00:00:00:00:" + two(random) + " "
                            + word(random);
                case 2 ->
                    "wlan" + random.nextInt(2) + ": STA 02:00:00:00:01:" + two(random)
                            + " WPA: group key handshake completed";
                default -> "Interface 'wan' has link connectivity " + (random.nextBoolean() ? "loss" : "gain");
            };
            lines.add("<" + (8 * random.nextInt(3) + 6) + ">" + time + " gw " + daemons[daemon] + "[" + (800 + daemon)
                    + "]: " + what);
        }
    },
    KEY_VALUE {
        @Override
        void add(Random random, int i, List<String> lines) {
            lines.add("time=2026-03-01T"
                    + String.format(
                            Locale.ROOT,
                            "%02d:%02d:%02d.%06d",
                            i / 3600 % 24,
                            i / 60 % 60,
                            i % 60,
                            random.nextInt(1_000_000))
                    + "Z level=" + (random.nextInt(9) == 0 ? "warn" : "info") + " msg=\"request done\" path=/api/v1/"
                    + word(random)
                    + " status=" + (random.nextInt(7) == 0 ? 503 : 200) + " took=" + random.nextInt(900) / 10.0
                    + "ms bytes=" + random.nextInt(100_000)
                    + " id=" + Long.toHexString(random.nextLong() | Long.MIN_VALUE));
        }
    },
    BABEL {
        @Override
        void add(Random random, int i, List<String> lines) {
            int hop = random.nextInt(5);
            lines.add((random.nextInt(4) == 0 ? "change" : "add") + " route 55d0c1a2b"
                    + String.format(Locale.ROOT, "%03x", 16 * (i % 20)) + " prefix 10.9.0."
                    + i % 20 + "/32 from 0.0.0.0/0 installed " + (random.nextBoolean() ? "yes" : "no")
                    + " id 02:00:5e:00:00:00:00:0" + i % 7
                    + " metric " + (96 + random.nextInt(200)) + " refmetric " + random.nextInt(300)
                    + " via fe80::ff:fe00:" + hop + " if l" + hop);
        }
    },
    STACK_TRACES {
        @Override
        void add(Random random, int i, List<String> lines) {
            lines.add("2026-03-01 08:"
                    + String.format(Locale.ROOT, "%02d:%02d,%03d", i / 60 % 60, i % 60, random.nextInt(1000))
                    + " ERROR [worker-" + random.nextInt(4) + "] o.e." + word(random) + " - cannot read "
                    + word(random));
            lines.add("java.io.IOException: stream of " + random.nextInt(1 << 20) + " bytes ended early");
            for (int depth = 0; depth < 4 + random.nextInt(4); depth++) {
                lines.add("\tat org.example.io.Reader" + depth + ".read(Reader" + depth + ".java:" + (100 + 7 * depth)
                        + ")");
            }
        }
    },
    PROSE {
        @Override
        void add(Random random, int i, List<String> lines) {
            StringBuilder line = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--)
                line.append(word(random)).append(n == 0 ? "." : n == 5 ? ", " : " ");
            lines.add(line.toString());
        }
    };

    private static final String[] PARTS = {"ba", "dor", "ken", "mi", "ß", "tal", "ro", "ны", "se", "力", "qui", "van"};

    abstract void add(Random random, int i, List<String> lines);

    /** At least so many lines. */
    List<String> lines(long seed, int count) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; lines.size() < count; i++) add(random, i, lines);
        return lines;
    }

    static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int n = 1 + random.nextInt(3); n >= 0; n--) word.append(PARTS[random.nextInt(PARTS.length)]);
        return word.toString();
    }

    private static String two(Random random) {
        return String.format(Locale.ROOT, "%02x", random.nextInt(30));
    }
}
