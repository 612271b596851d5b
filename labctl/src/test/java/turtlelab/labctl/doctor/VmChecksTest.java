package turtlelab.labctl.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.Lab;
import turtlelab.labctl.lab.Ports;
import turtlelab.labctl.stage.RecordingDriver;
import turtlelab.labctl.stage.TestLabs;

/** On machines of files: a good one, from which each test takes something away. */
class VmChecksTest {

    private static final String LEVEL_2 = "cx16 lahf_lm popcnt pni sse4_1 sse4_2 ssse3";
    private static final String LEVEL_3 = LEVEL_2 + " avx avx2 bmi1 bmi2 f16c fma movbe abm";

    @TempDir Path root;
    @TempDir Path project;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void aGoodMachine() throws IOException {
        program("virsh");
        environment.put("PATH", root.resolve("bin").toString());
        cpu(LEVEL_3 + " vmx");
        memory(8);
        Files.createDirectories(project.resolve("packaging/target/rpm"));
        Files.writeString(project.resolve("packaging/target/rpm/turtled.rpm"), "");
    }

    private void program(String name) throws IOException {
        var file = Files.createDirectories(root.resolve("bin")).resolve(name);
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    private void cpu(String flags) throws IOException {
        write("proc/cpuinfo", "processor\t: 0\nflags\t\t: " + flags + "\n");
    }

    private void memory(int gigabytes) throws IOException {
        write("proc/meminfo", "MemTotal: 1 kB\nMemAvailable: %d kB\n".formatted(gigabytes << 20));
    }

    private List<Finding> problems(String box, String network) {
        var node = new NodeSpec("turtle1", "127.0.0.2", network + ".2");
        var other = new NodeSpec("turtle2", "127.0.0.3", network + ".3");
        var lab =
                new Lab(
                        "vagrant",
                        Engine.TURTLED,
                        "token",
                        "256m",
                        Ports.STANDARD,
                        box,
                        List.of(node, other));
        var live = TestLabs.live(lab, new RecordingDriver(), project);
        return new VmChecks(live, environment, root)
                .findings().stream().filter(Finding::isProblem).toList();
    }

    private List<Finding> problems() {
        return problems("bento/centos-stream-10", "10.0.0");
    }

    private void onlyProblem(List<Finding> problems, String what, String cure) {
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().what()).contains(what);
        assertThat(problems.getFirst().cure()).contains(cure);
    }

    @Test
    void aGoodMachineHasNoProblem() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void withoutAProviderItIsSaidWhichThereAre() throws IOException {
        Files.delete(root.resolve("bin/virsh"));
        onlyProblem(problems(), "neither VirtualBox", "vagrant-libvirt");
    }

    @Test
    void aProcessorThatCarriesNoMachinesIsTold() throws IOException {
        cpu(LEVEL_3);
        onlyProblem(problems(), "neither vmx nor svm", "LAB_ACCELERATION=none");
        environment.put("LAB_ACCELERATION", "none");
        assertThat(problems()).isEmpty();
    }

    @Test
    void stream10NeedsANewerProcessorThanStream9() throws IOException {
        cpu(LEVEL_2 + " svm");
        onlyProblem(problems(), "x86-64-v3, this one reaches v2", "centos-stream-9");
        assertThat(problems("bento/centos-stream-9", "10.0.0")).isEmpty();
    }

    @Test
    void tooLittleMemoryForAllMachinesIsToldInNumbers() throws IOException {
        memory(1);
        onlyProblem(problems(), "machines want 2.0 GB", "fewer machines");
        environment.put("LAB_MEMORY", "512");
        assertThat(problems()).isEmpty();
    }

    @Test
    void aDeadBoxIsNamedWithALivingOne() {
        onlyProblem(problems("centos/7", "10.0.0"), "centos/7", "bento/centos-stream-10");
    }

    @Test
    void aBoxWithoutOurPackagesIsNoTurtle() throws IOException {
        Files.delete(project.resolve("packaging/target/rpm/turtled.rpm"));
        onlyProblem(problems(), "no turtled", "-Ppackages");
    }

    @Test
    void virtualBoxMustBeAllowedTheHostOnlyNetwork() throws IOException {
        program("VBoxManage");
        assertThat(problems("bento/centos-stream-10", "192.168.56")).isEmpty();
        write("etc/vbox/networks.conf", "# ours\n* 10.0.0.0/8 192.168.60.0/24\n");
        onlyProblem(
                problems("bento/centos-stream-10", "192.168.56"),
                "networks.conf does not allow it",
                "* 192.168.56.0/24");
        write("etc/vbox/networks.conf", "* 192.168.56.0/21\n");
        assertThat(problems("bento/centos-stream-10", "192.168.56")).isEmpty();
    }
}
