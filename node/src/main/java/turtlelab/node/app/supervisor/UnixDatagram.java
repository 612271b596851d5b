package turtlelab.node.app.supervisor;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * One datagram to a Unix socket: Java has Unix sockets, but for streams only. Speaks to the C
 * library in the words of Linux ({@code unix(7)}).
 */
final class UnixDatagram {
    private static final int AF_UNIX = 1;

    /** {@code SOCK_DGRAM | SOCK_CLOEXEC}. */
    private static final int DATAGRAM = 2 | 0x80000;

    /** Nobody at the other end is a failed call, and no SIGPIPE. */
    private static final int MSG_NOSIGNAL = 0x4000;

    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDTIMEO = 21;
    private static final long SECONDS_TO_WAIT = 5;

    /** {@code sizeof(sun_path)}. */
    private static final int LONGEST = 108;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final MethodHandle SIX_WORDS = sixWords();

    private UnixDatagram() {}

    /**
     * Sends it, and waits for a receiver whose queue is full for at most five seconds.
     *
     * @param path of the socket; one that begins with {@code @} is an abstract name
     * @throws IOException when it cannot be sent; the message says to where, and why
     */
    static void send(String path, String text) throws IOException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new IOException("%s: datagrams to Unix sockets are Linux's".formatted(path));
        }
        try (var arena = Arena.ofConfined()) {
            new Call(arena, path).send(text.getBytes(UTF_8));
        }
    }

    /** The calls, and where the C library says what failed. */
    private record Call(Arena arena, MemorySegment state, String path) {
        Call(Arena arena, String path) {
            this(arena, arena.allocate(CALL_STATE), path);
        }

        void send(byte[] bytes) throws IOException {
            var address = address();
            int socket = ask("socket", AF_UNIX, DATAGRAM, 0, 0, 0, 0);
            try {
                var time = arena.allocateFrom(JAVA_LONG, SECONDS_TO_WAIT, 0); // a timeval
                ask("setsockopt", socket, SOL_SOCKET, SO_SNDTIMEO, at(time), time.byteSize(), 0);
                var content = at(arena.allocateFrom(JAVA_BYTE, bytes));
                var receiver = at(address);
                var length = address.byteSize();
                ask("sendto", socket, content, bytes.length, MSG_NOSIGNAL, receiver, length);
            } finally {
                ask("close", socket, 0, 0, 0, 0, 0);
            }
        }

        private static long at(MemorySegment segment) {
            return segment.address();
        }

        /** {@code sockaddr_un}: the family, then the path without its terminating zero. */
        private MemorySegment address() throws IOException {
            var name = path.getBytes(UTF_8);
            if (!path.matches("[/@].+") || name.length >= LONGEST) {
                throw new IOException("%s is no address of a Unix socket".formatted(path));
            }
            if (name[0] == '@') {
                name[0] = 0;
            }
            var address = arena.allocate(JAVA_SHORT.byteSize() + name.length, 2);
            address.set(JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(name, 0, address, JAVA_BYTE, JAVA_SHORT.byteSize(), name.length);
            return address;
        }

        private int ask(String function, long a, long b, long c, long d, long e, long f)
                throws IOException {
            var code = LINKER.defaultLookup().find(function).orElseThrow();
            int answer;
            try {
                answer = (int) (long) SIX_WORDS.invokeExact(code, state, a, b, c, d, e, f);
            } catch (RuntimeException | Error bug) {
                throw bug;
            } catch (Throwable other) { // the C library throws nothing
                throw new IllegalStateException(other);
            }
            if (answer < 0) {
                var place = CALL_STATE.varHandle(PathElement.groupElement("errno"));
                throw new IOException(
                        "%s: %s failed, errno %d"
                                .formatted(path, function, (int) place.get(state, 0L)));
            }
            return answer;
        }
    }

    /**
     * Any function of up to six words: they are passed in registers, and whoever takes fewer looks
     * at no more; so on x86-64 and on AArch64. A shape for each function would cost a start a tenth
     * of its work.
     */
    @SuppressWarnings("restricted") // the launchers allow native access
    private static MethodHandle sixWords() {
        var words = new MemoryLayout[6];
        Arrays.fill(words, JAVA_LONG);
        return LINKER.downcallHandle(FunctionDescriptor.of(JAVA_LONG, words), ERRNO);
    }
}
