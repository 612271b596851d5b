package turtlelab.node.app.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
final class SupervisorTest {
    @TempDir Path folder;

    @Test
    void whoAskedIsToldByADatagram() throws Throwable {
        var file = folder.resolve("notify").toString();
        try (var socket = new NotifySocket(file)) {
            var supervisor = Supervisor.in(Map.of("NOTIFY_SOCKET", file));
            supervisor.ready("serving clients");
            supervisor.stopping();
            assertThat(socket.next()).isEqualTo("READY=1\nSTATUS=serving clients");
            assertThat(socket.next()).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void anAbstractNameIsAnAddressToo() throws Throwable {
        var name = "@turtlelab-" + UUID.randomUUID();
        try (var socket = new NotifySocket(name)) {
            Supervisor.in(Map.of("NOTIFY_SOCKET", name)).stopping();
            assertThat(socket.next()).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void nobodyAtTheOtherEndIsNoHarm() {
        var gone = folder.resolve("gone").toString();
        Supervisor.in(Map.of("NOTIFY_SOCKET", gone)).ready("all the same");
        assertThatThrownBy(() -> UnixDatagram.send(gone, "READY=1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(gone + ": sendto failed, errno 2");
        Supervisor.in(Map.of()).ready("nobody has asked");
    }

    @Test
    void whatIsNoAddressIsNamed() {
        for (var none : new String[] {"vsock:2:1234", "notify", "/" + "x".repeat(107), "/"}) {
            assertThatThrownBy(() -> UnixDatagram.send(none, "READY=1"))
                    .isInstanceOf(IOException.class)
                    .hasMessage(none + " is no address of a Unix socket");
        }
    }
}
