package io.meshplane.devstack;

import java.util.Arrays;
import java.util.List;

/** Entry point of both processes, {@code stores} and {@code standins}, and of the jobs {@code topics} and {@code invite}. */
public final class Devstack {
    private static final int UNUSABLE = 2;
    private static final String USAGE = """
            usage: stores   --data DIR [--kafka-port N] [--postgres-port N] [--parts kafka,postgres] [--parent PID]
                   standins --data DIR [--dns-port N] [--issuer-port N] [--chain-ports a,b,c,d] [--parts dns,issuer,chain] [--host-name NAME] [--parent PID]
                   topics   --bootstrap HOST:PORT
                   invite   --issuer URL --secret-file FILE --registry URL --network ID --role ROLE --token-file FILE
            """;

    public static void main(String[] arguments) {
        try {
            List<String> all = Arrays.asList(arguments);
            String command = all.isEmpty() ? "" : all.getFirst();
            List<String> options = all.subList(Math.min(1, all.size()), all.size());
            switch (command) {
                case "stores" -> Stores.run(options);
                case "standins" -> Standins.run(options);
                case "topics" -> Jobs.topics(options);
                case "invite" -> Jobs.invite(options);
                default -> throw new Options.Unusable(command.isEmpty() ? "no command" : "unknown command " + command);
            }
        } catch (Options.Unusable unusable) {
            System.err.println(unusable.getMessage());
            System.err.print(USAGE);
            System.exit(UNUSABLE);
        } catch (Exception | LinkageError failure) {
            System.err.println("devstack: " + failure);
            // Kafka's threads would keep a half started process alive
            System.exit(DevProcess.FAILED);
        }
    }

    private Devstack() {}
}
