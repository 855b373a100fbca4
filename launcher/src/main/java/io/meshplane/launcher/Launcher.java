package io.meshplane.launcher;

import io.meshplane.launcher.CommandLine.Command;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Entry point of {@code ./meshplane}. */
public final class Launcher {
    private final Checkout checkout;
    private final PrintStream out;
    private final InstantSource clock = InstantSource.system();

    private Launcher(Checkout checkout, PrintStream out) {
        this.checkout = checkout;
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Checkout checkout = new Checkout(Path.of(System.getProperty("meshplane.root", ""))
                .toAbsolutePath()
                .normalize());
        Progress progress = new Progress(System.out, Terminal.isThere(), InstantSource.system());
        Session session = new Session(progress);
        try {
            Command command = CommandLine.parse(List.of(arguments), checkout.data());
            session.exit(new Launcher(checkout, System.out).run(command, session, progress));
        } catch (UnusableException unusable) {
            progress.end();
            System.err.println("meshplane: " + unusable.sentence());
            if (unusable.exitCode() == UnusableException.USAGE) System.err.println("(./meshplane shows the usage)");
            session.exit(unusable.exitCode());
        } catch (IOException failure) {
            progress.end();
            System.err.println("meshplane: " + failure);
            session.exit(UnusableException.FAILED);
        } catch (RuntimeException bug) {
            progress.end();
            bug.printStackTrace();
            session.exit(UnusableException.FAILED);
        }
    }

    private int run(Command command, Session session, Progress progress)
            throws IOException, InterruptedException, UnusableException {
        return switch (command) {
            case Command.Help ignored -> {
                out.print(CommandLine.USAGE);
                yield 0;
            }
            case Command.Doctor ignored -> new Doctor(checkout).report(out) ? 0 : UnusableException.FAILED;
            case Command.Up(UpOptions options) -> {
                new Up(checkout, session, progress, out, clock).run(options);
                yield 0;
            }
            case Command.Bench(var words) -> new BenchCommand(checkout, session, clock).run(words);
            case Command.Verify(var words) -> new VerifyCommand(checkout, clock).run(words);
            case Command.Demo(var attachedTo) ->
                new DemoCommand(checkout, session, progress, out, clock).run(attachedTo);
        };
    }
}
