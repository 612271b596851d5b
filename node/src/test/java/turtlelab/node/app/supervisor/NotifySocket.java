package turtlelab.node.app.supervisor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** The end of the line that systemd holds: a bound Unix socket that takes datagrams. */
public final class NotifySocket implements AutoCloseable {
    private static final int LONGEST = 4096;
    private static final long SECONDS_TO_WAIT = 30;

    private final Arena arena = Arena.ofShared();
    private final int socket;

    /** Binds it to a file, or to an abstract name when it begins with {@code @}. */
    public NotifySocket(String name) throws Throwable {
        socket = (int) call("socket", 1, 2 | 0x80000, 0);
        var bytes = name.getBytes(UTF_8);
        if (bytes[0] == '@') {
            bytes[0] = 0;
        }
        var address = arena.allocate(2 + bytes.length, 2);
        address.set(JAVA_SHORT, 0, (short) 1);
        MemorySegment.copy(bytes, 0, address, JAVA_BYTE, 2, bytes.length);
        if (call("bind", socket, address, (int) address.byteSize()) != 0) {
            throw new IllegalStateException("cannot bind " + name);
        }
        var time = arena.allocateFrom(JAVA_LONG, SECONDS_TO_WAIT, 0);
        call("setsockopt", socket, 1, 20, time, (int) time.byteSize()); // SO_RCVTIMEO
    }

    /** Binds it in a folder. */
    public static NotifySocket in(Path folder) throws Throwable {
        return new NotifySocket(folder.resolve("notify").toString());
    }

    /** The next datagram; fails when none comes in time. */
    public String next() throws Throwable {
        var room = arena.allocate(LONGEST);
        long length = call("recv", socket, room, (long) LONGEST, 0);
        if (length < 0) {
            throw new AssertionError("nothing was told within " + SECONDS_TO_WAIT + " s");
        }
        return new String(room.asSlice(0, length).toArray(JAVA_BYTE), UTF_8);
    }

    @SuppressWarnings("restricted") // native access is what this is about
    private static long call(String function, Object... arguments) throws Throwable {
        var linker = Linker.nativeLinker();
        var layouts = new MemoryLayout[arguments.length];
        for (int i = 0; i < layouts.length; i++) {
            layouts[i] =
                    switch (arguments[i]) {
                        case Integer _ -> JAVA_INT;
                        case Long _ -> JAVA_LONG;
                        default -> ADDRESS;
                    };
        }
        var answer = function.equals("recv") ? JAVA_LONG : JAVA_INT;
        var handle =
                linker.downcallHandle(
                        linker.defaultLookup().find(function).orElseThrow(),
                        FunctionDescriptor.of(answer, layouts));
        return ((Number) handle.invokeWithArguments(arguments)).longValue();
    }

    @Override
    public void close() throws Exception {
        try {
            call("close", socket);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        arena.close();
    }
}
