package io.meshplane.testkit.router;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An authority of the test's own and a server's certificate that it vouches for, made with the JDK's keytool. */
public final class ServerCertificate {
    /** Of the key store; it protects nothing. */
    public static final String PASSWORD = "of no secret";

    private final Path folder;

    /**
     * Makes both.
     *
     * @param address of the server, IPv4
     */
    public ServerCertificate(Path folder, String address) throws IOException, InterruptedException {
        this.folder = folder;
        keytool(
                authorityStore(),
                "-genkeypair",
                "-alias",
                "ca",
                "-keyalg",
                "EC",
                "-dname",
                "CN=Mesh CA",
                "-ext",
                "bc=ca:true");
        keytool(
                authorityStore(),
                "-exportcert",
                "-alias",
                "ca",
                "-rfc",
                "-file",
                authorities().toString());
        keytool(keyStore(), "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=ingest");
        keytool(
                keyStore(),
                "-certreq",
                "-alias",
                "server",
                "-file",
                file("request").toString());
        keytool(
                authorityStore(),
                "-gencert",
                "-alias",
                "ca",
                "-rfc",
                "-ext",
                "san=ip:" + address,
                "-infile",
                file("request").toString(),
                "-outfile",
                file("server.pem").toString());
        keytool(
                keyStore(),
                "-importcert",
                "-alias",
                "ca",
                "-noprompt",
                "-file",
                authorities().toString());
        keytool(
                keyStore(),
                "-importcert",
                "-alias",
                "server",
                "-noprompt",
                "-file",
                file("server.pem").toString());
    }

    /** Of the authority, as PEM. */
    public Path authorities() {
        return file("ca.pem");
    }

    /** Of the server: key and chain, PKCS 12. */
    public Path keyStore() {
        return file("server.p12");
    }

    private Path authorityStore() {
        return file("ca.p12");
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-validity", "2"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) throw new IOException(said);
    }
}
