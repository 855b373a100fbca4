package io.meshplane.bench.payments;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Programs;
import io.meshplane.bench.stack.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Claims that wait for transactions which never come, put straight into the database as copies of one that was made. */
final class Crowd {
    private static final long LIMIT_SECONDS = 120;
    private static final long LOOK_MS = 50;

    /** Whether it can be made here: it takes PostgreSQL's own client. */
    static boolean isPossible() {
        return Programs.find("psql", Optional.empty()).isPresent();
    }

    /** @param transaction of the claim that is copied */
    static void gather(int count, String transaction, Stores stores)
            throws IOException, InterruptedException, Unusable {
        psql(stores, """
            insert into claim overriding user value select copy.* from claim original, generate_series(1, %d) number,
                lateral jsonb_populate_record(original, jsonb_build_object(
                    'claim_id', 'crowd-' || number, 'tx_hash', '0x' || lpad(to_hex(number), 64, '0'))) copy
            where original.tx_hash = '%s'; analyze claim""".formatted(count, transaction));
    }

    /** As if something had happened to all of them at once: until each was looked at. */
    static double secondsUntilAllAreLookedAt(Stores stores) throws IOException, InterruptedException, Unusable {
        psql(stores, "update claim set look_at_head = 0 where claim_id like 'crowd-%'");
        long begun = System.nanoTime();
        while (!psql(stores, "select count(*) from claim where look_at_head = 0")
                .equals("0")) {
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                throw new Unusable(Unusable.FAILED, "claims that wait are not looked at");
            }
            Thread.sleep(LOOK_MS);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static String psql(Stores stores, String statements) throws IOException, InterruptedException, Unusable {
        Map<String, String> database = stores.databaseEnvironment("payment");
        ProcessBuilder psql = new ProcessBuilder(
                Programs.find("psql", Optional.empty()).orElseThrow().toString(),
                database.getOrDefault("MESHPLANE_DATABASE", ""),
                "--username=" + database.get("MESHPLANE_DATABASE_USER"),
                "--no-psqlrc",
                "--quiet",
                "--tuples-only",
                "--no-align",
                "--set=ON_ERROR_STOP=1",
                "--command=" + statements);
        psql.environment().put("PGPASSWORD", database.getOrDefault("MESHPLANE_DATABASE_PASSWORD", ""));
        Process running = psql.redirectErrorStream(true).start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = running.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!ended || running.exitValue() != 0) throw new Unusable(Unusable.FAILED, "psql: " + said.strip());
        return said.strip();
    }

    private Crowd() {}
}
