package turtlelab.labctl.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.Lab;
import turtlelab.labctl.lab.Programs;
import turtlelab.labctl.stage.RecordingDriver;
import turtlelab.labctl.stage.TestLabs;

class DoctorTest {

    @TempDir Path folder;

    private List<Finding> examine(Lab lab, Programs programs) {
        return new Doctor(TestLabs.live(lab, new RecordingDriver(), folder), programs, Map.of())
                .examine();
    }

    private Programs etcdIsThere() {
        return TestLabs.surroundings(folder).programs();
    }

    @Test
    void aFreshMachineHasNoProblem() {
        var findings = examine(TestLabs.threeTurtles(8), etcdIsThere());
        assertThat(findings).noneMatch(Finding::isProblem);
        assertThat(findings).extracting(Finding::what).contains("turtle1: 127.2.8.2:2379 is free");
    }

    @Test
    void aPortThatIsTakenIsToldWithItsHolder() throws IOException {
        var address = InetAddress.getByName("127.2.9.3");
        try (var _ = new ServerSocket(2380, 1, address)) {
            var problems =
                    examine(TestLabs.threeTurtles(9), etcdIsThere()).stream()
                            .filter(Finding::isProblem)
                            .toList();
            assertThat(problems).hasSize(1);
            assertThat(problems.getFirst().what())
                    .startsWith("turtle2: 127.2.9.3:2380 is held by process")
                    .contains(String.valueOf(ProcessHandle.current().pid()));
        }
    }

    @Test
    void anEngineThatIsNotThereIsAProblemWithACure() {
        var nothing = new Programs(Optional.empty(), List.of());
        var findings = examine(TestLabs.threeTurtles(10).withEngine(Engine.ETCD), nothing);
        assertThat(findings)
                .filteredOn(Finding::isProblem)
                .singleElement()
                .satisfies(it -> assertThat(it.cure()).contains("apt install etcd-server"));
    }
}
