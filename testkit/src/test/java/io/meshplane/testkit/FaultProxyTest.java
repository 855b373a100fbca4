package io.meshplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> {
            while (!echo.isClosed()) {
                try {
                    Socket client = echo.accept();
                    Thread.ofVirtual().start(() -> echo(client));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        proxy = FaultProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void relaysBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 7)).isEqualTo(7);
        }
    }

    @Test
    void cutsWhatIsThereAndWelcomesWhatComes() throws IOException {
        try (Socket old = connect()) {
            echoed(old, 1);

            proxy.cut();

            assertThatThrownBy(() -> echoed(old, 2)).isInstanceOf(SocketException.class);
        }
        try (Socket next = connect()) {
            assertThat(echoed(next, 3)).isEqualTo(3);
        }
    }

    @Test
    void letsNobodyInWhileItIsDown() throws IOException {
        proxy.goDown();
        try (Socket refused = connect()) {
            assertThatThrownBy(() -> echoed(refused, 1)).isInstanceOf(SocketException.class);
        }

        proxy.restore();

        try (Socket next = connect()) {
            assertThat(echoed(next, 2)).isEqualTo(2);
        }
    }

    @Test
    void losesNothingInAPause() throws IOException {
        try (Socket client = connect()) {
            echoed(client, 1);
            proxy.pause();
            client.setSoTimeout(200);

            assertThatThrownBy(() -> echoed(client, 2)).isInstanceOf(SocketTimeoutException.class);

            proxy.restore();
            client.setSoTimeout((int) SOON.toMillis());
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    private static int echoed(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        int answer = socket.getInputStream().read();
        if (answer < 0) throw new SocketException("ended");
        return answer;
    }

    private static void echo(Socket client) {
        try (client) {
            for (int value = client.getInputStream().read();
                    value >= 0;
                    value = client.getInputStream().read()) {
                client.getOutputStream().write(value);
            }
        } catch (IOException gone) {
            // the client was cut off
        }
    }
}
