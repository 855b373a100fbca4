package io.meshplane.launcher.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Tells the story on a running system; ends with 1 if anything of it does not happen. */
public final class Demo {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    /** @param arguments the file {@code run/up.properties} of the system's data folder */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("usage: demo UP_PROPERTIES (./meshplane demo does the rest)");
            System.exit(USAGE);
        }
        Story story = new Story(System.out, InstantSource.system());
        Instant begun = story.now();
        try {
            tell(story, World.of(Path.of(arguments[0])));
            System.out.println();
            System.out.println("All of it happened, in " + Story.seconds(Duration.between(begun, story.now())) + ".");
        } catch (DidNotHappenException missing) {
            System.out.println();
            System.out.println("THIS DID NOT HAPPEN: " + missing.getMessage());
            System.exit(FAILED);
        } catch (IOException failure) {
            System.out.println();
            System.out.println("THE STORY BROKE OFF: " + failure.getMessage());
            System.exit(FAILED);
        }
    }

    private static void tell(Story story, World world) throws IOException, DidNotHappenException, InterruptedException {
        MeshChapter mesh = new MeshChapter(story, world);
        Router neighbour = EnrolmentChapter.tell(story, world);
        Route route = mesh.preparePrices(); // early: traffic is billed from now on
        TelemetryChapter.tell(story, world, route.node());
        mesh.tellUsage(mesh.priced(route.node()));
        new PaymentChapter(story, world, mesh, neighbour).tell();
        mesh.tellRoute(route.node());
        FailoverChapter.tell(story, world);
    }

    private Demo() {}
}
