package io.meshplane.sentinel.adapter.systemd;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Tells systemd how this process is: a datagram to the socket that it named (sd_notify(3)). Java has no datagram sockets of the
 * Unix domain, so this asks libc.
 */
public final class ServiceManager {
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int PATH_MAX = 107; // sockaddr_un holds 108 bytes, unix(7)
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SOCKET = libc(
            "socket",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle SEND_TO = libc(
            "sendto",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE =
            libc("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final byte[] path;

    /**
     * Nothing is sent yet.
     *
     * @param socket NOTIFY_SOCKET: a path, or {@code @} and an abstract name
     * @throws IllegalArgumentException if it is longer than a socket's address can be
     */
    public ServiceManager(String socket) {
        this.path = socket.getBytes(StandardCharsets.UTF_8);
        if (path.length == 0 || path.length > PATH_MAX) throw new IllegalArgumentException("NOTIFY_SOCKET: " + socket);
        if (path[0] == '@') path[0] = 0;
    }

    /** Sends a state such as {@code READY=1} or {@code WATCHDOG=1}. */
    public void tell(String state) throws IOException {
        byte[] text = state.getBytes(StandardCharsets.UTF_8);
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment address = memory.allocate(Short.BYTES + path.length + 1L, Short.BYTES);
            address.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
            MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, path.length);
            int length = Short.BYTES + path.length;
            send(memory.allocateFrom(ValueLayout.JAVA_BYTE, text), address, length);
        }
    }

    private static void send(MemorySegment text, MemorySegment address, int addressLength) throws IOException {
        try {
            int socket = (int) SOCKET.invokeExact((int) AF_UNIX, SOCK_DGRAM, 0);
            if (socket < 0) throw new IOException("no socket for the service manager");
            long sent = (long) SEND_TO.invokeExact(socket, text, text.byteSize(), 0, address, addressLength);
            int closed = (int) CLOSE.invokeExact(socket);
            if (sent != text.byteSize() || closed != 0) throw new IOException("the service manager takes nothing");
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("libc's functions throw nothing", e);
        }
    }

    @SuppressWarnings("restricted") // three functions whose signatures POSIX gives
    private static MethodHandle libc(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
    }
}
