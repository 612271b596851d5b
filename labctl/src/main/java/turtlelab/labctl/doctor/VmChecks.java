package turtlelab.labctl.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import turtlelab.labctl.driver.Tools;
import turtlelab.labctl.driver.vagrant.VagrantDriver;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.render.Sizes;

/**
 * Whether virtual machines can be made here: what the driver {@code vagrant} needs beyond its
 * programs.
 *
 * @param root where {@code /proc} and {@code /etc} are
 */
record VmChecks(LiveLab lab, Map<String, String> environment, Path root) {

    private static final long MIB = 1024 * 1024;
    private static final String USUAL_MEMORY = "1024";
    private static final Pattern DEAD =
            Pattern.compile(
                    "(centos/[78]|generic/.*|bento/centos-(7|8|stream-8).*|.*centos-?stream-?8)");
    private static final Pattern STREAM_10 = Pattern.compile(".*centos-?stream-?10.*");
    private static final Pattern STREAM_9 = Pattern.compile(".*centos-?stream-?9.*");

    /** The addresses that VirtualBox allows its host-only networks unless told otherwise. */
    private static final Pattern HOST_ONLY = Pattern.compile("192\\.168\\.(5[6-9]|6[0-3])\\..*");

    List<Finding> findings() {
        if (!lab.lab().driver().equals(VagrantDriver.NAME)) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        findings.add(provider());
        findings.add(acceleration());
        findings.add(memory());
        findings.add(image());
        virtualBoxNetwork().ifPresent(findings::add);
        return findings;
    }

    private boolean has(String program) {
        return Tools.lacking(environment, program).isEmpty();
    }

    private Finding provider() {
        if (has("VBoxManage")) {
            return Finding.ok("provider: VirtualBox");
        }
        return has("virsh")
                ? Finding.ok("provider: libvirt (vagrant plugin list must show vagrant-libvirt)")
                : Finding.problem(
                        "provider: neither VirtualBox (VBoxManage) nor libvirt (virsh) is here",
                        "install VirtualBox, or apt install vagrant-libvirt libvirt-daemon-system");
    }

    private boolean isEmulated() {
        return "none".equals(environment.get("LAB_ACCELERATION"));
    }

    private Finding acceleration() {
        var cpu = Cpu.read(root.resolve("proc/cpuinfo"));
        if (isEmulated()) {
            return Finding.note("machines are emulated (LAB_ACCELERATION=none): slow", "");
        }
        if (!cpu.isKnown()) {
            return Finding.note("this system does not tell whether it virtualises", "");
        }
        return cpu.virtualises()
                ? Finding.ok("the processor carries virtual machines")
                : Finding.problem(
                        "the processor carries no virtual machines (neither vmx nor svm)"
                                + (Files.exists(root.resolve("dev/kvm"))
                                        ? ", though there is a /dev/kvm"
                                        : ""),
                        "switch it on in the firmware; or LAB_ACCELERATION=none with libvirt, which"
                                + " is slow; or --driver local");
    }

    private Finding memory() {
        var asked = environment.getOrDefault("LAB_MEMORY", USUAL_MEMORY);
        if (!asked.matches("[0-9]{3,6}")) {
            return Finding.problem("LAB_MEMORY=" + asked, "use megabytes, at least 512");
        }
        long needed = lab.lab().nodes().size() * Long.parseLong(asked) * MIB;
        var free = available();
        if (free.isEmpty()) {
            return Finding.note("machines want %s of memory".formatted(Sizes.of(needed)), "");
        }
        var what =
                "memory: machines want %s, %s available"
                        .formatted(Sizes.of(needed), Sizes.of(free.getAsLong()));
        return free.getAsLong() >= needed
                ? Finding.ok(what)
                : Finding.problem(
                        what, "end other programs, raise fewer machines, or LAB_MEMORY=768");
    }

    private OptionalLong available() {
        try (var lines = Files.lines(root.resolve("proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException _) { // not a Linux
            return OptionalLong.empty();
        }
    }

    /** Our own image counts most, then the box of the environment, then that of lab.yaml. */
    private Finding image() {
        var project = lab.folder().path().resolveSibling(".");
        var named = environment.get("LAB_BOX");
        if (named == null && Files.exists(project.resolve("packer/output/metadata.json"))) {
            return Finding.ok("image: the one that Packer made (packer/output)");
        }
        var box = named == null ? lab.lab().box() : named;
        if (DEAD.matcher(box).matches()) {
            return Finding.problem(
                    "box %s: nobody keeps it any more".formatted(box),
                    "box: bento/centos-stream-10 in lab.yaml, or LAB_BOX");
        }
        return level(box).orElseGet(() -> packages(project, box));
    }

    /** Emulated machines have a processor of their own choice. */
    private Optional<Finding> level(String box) {
        var cpu = Cpu.read(root.resolve("proc/cpuinfo"));
        int needed = STREAM_10.matcher(box).matches() ? 3 : STREAM_9.matcher(box).matches() ? 2 : 1;
        if (isEmulated() || !cpu.isKnown() || cpu.level() >= needed) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.problem(
                        "box %s needs a processor of x86-64-v%d, this one reaches v%d"
                                .formatted(box, needed, cpu.level()),
                        cpu.level() == 2
                                ? "LAB_BOX=bento/centos-stream-9"
                                : "another machine, or --driver local"));
    }

    private static Finding packages(Path project, String box) {
        try (var rpms = Files.list(project.resolve("packaging/target/rpm"))) {
            if (rpms.anyMatch(it -> it.toString().endsWith(".rpm"))) {
                return Finding.ok("image: box %s, with our packages".formatted(box));
            }
        } catch (IOException _) { // it is not there: the same as empty
        }
        return Finding.problem(
                "box %s has no turtled, and no packages are here to install".formatted(box),
                "./mvnw -Ppackages -DskipTests package");
    }

    /** VirtualBox lets the host be on few networks; all others are made closed to it. */
    private Optional<Finding> virtualBoxNetwork() {
        var address = lab.lab().nodes().getFirst().vm();
        if (!has("VBoxManage")) {
            return Optional.empty();
        }
        if (!HOST_ONLY.matcher(address).matches()) {
            return Optional.of(
                    Finding.note(
                            "VirtualBox: the network of %s is closed to this machine; client ports"
                                            .formatted(address)
                                    + " are forwarded",
                            "LAB_NET=192.168.56 makes one that is not"));
        }
        return Optional.of(allowed(root.resolve("etc/vbox/networks.conf"), address));
    }

    private static Finding allowed(Path file, String address) {
        var what = "VirtualBox: host-only network of " + address;
        try (var lines = Files.lines(file)) {
            var ranges = lines.map(String::strip).filter(line -> line.startsWith("*")).toList();
            boolean covers = ranges.stream().anyMatch(line -> Range.anyOf(line, address));
            return covers
                    ? Finding.ok(what)
                    : Finding.problem(
                            "%s: %s does not allow it".formatted(what, file),
                            "add the line: * %s0/24"
                                    .formatted(address.substring(0, address.lastIndexOf('.') + 1)));
        } catch (IOException _) { // without the file this range is allowed
            return Finding.ok(what);
        }
    }
}
