package turtlelab.labctl.cli.open;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import turtlelab.labctl.driver.Drivers;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.Lab;
import turtlelab.labctl.lab.LabFile;
import turtlelab.labctl.lab.LabFolder;
import turtlelab.labctl.lab.LiveLab;

/**
 * Which lab a verb is about. A lab that was raised stays as it was raised, whatever {@code
 * lab.yaml} says meanwhile; options that contradict it are refused.
 */
public final class LabOptions {

    @Option(
            names = "--lab",
            paramLabel = "FILE",
            description = "The lab's file; else the lab.yaml here or in a folder above.")
    private @Nullable Path file;

    @Option(
            names = "--driver",
            paramLabel = "NAME",
            description = "Where nodes live: " + Drivers.NAMES + ".")
    private @Nullable String driver;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "What nodes run: ${COMPLETION-CANDIDATES}.")
    private @Nullable Engine engine;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec verb;

    /** This run of labctl. */
    public Session session() {
        if (verb == null) {
            throw new IllegalStateException("used outside of a command line");
        }
        return ((Session.Source) verb.root().userObject()).session();
    }

    /**
     * The lab that is raised, for verbs that need one.
     *
     * @throws LabFailure when none is
     */
    public LiveLab raised() {
        return ifRaised()
                .orElseThrow(
                        () ->
                                new LabFailure(
                                        LabFailure.Kind.CONFIGURATION,
                                        "no lab is raised in %s: run `labctl up`"
                                                .formatted(folder().path().getParent())));
    }

    /** The lab that is raised, if one is. */
    public Optional<LiveLab> ifRaised() {
        return folder().raised().map(this::checked).or(this::found).map(this::live);
    }

    /** The lab of the file, when its nodes are there though no labctl has made them. */
    private Optional<Lab> found() {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        var lab = wanted(Optional.empty());
        if (!live(lab).driver().findsNodes()) {
            return Optional.empty();
        }
        folder().record(lab);
        return Optional.of(lab);
    }

    /** The lab that is raised, else the one to raise: as the file and the options say. */
    public LiveLab planned(Optional<Integer> count) {
        var raised = folder().raised().map(this::checked);
        raised.ifPresent(lab -> count.ifPresent(it -> checkCount(lab, it)));
        return live(raised.orElseGet(() -> wanted(count)));
    }

    /**
     * The same for a verb that raises it.
     *
     * @throws LabFailure when it is not raised yet and has a number of nodes that makes no sense;
     *     one that is raised may have grown to any
     */
    public LiveLab toRaise(Optional<Integer> count) {
        var lab = planned(count);
        if (folder().raised().isEmpty()) {
            int nodes = lab.lab().nodes().size();
            NodeCount.check("%d nodes in %s".formatted(nodes, file()), nodes);
        }
        return lab;
    }

    private Lab wanted(Optional<Integer> count) {
        var lab = LabFile.read(file());
        if (driver != null) {
            lab = lab.withDriver(driver);
        }
        if (engine != null) {
            lab = lab.withEngine(engine);
        }
        var nodes = count.or(this::turtles);
        lab = nodes.isPresent() ? lab.withNodes(nodes.get()) : lab;
        var network = session().environment().get("LAB_NET");
        return network == null ? lab : moved(lab, network);
    }

    /** As the Vagrantfile moves machines: {@code LAB_NET} in the environment. */
    private static Lab moved(Lab lab, String network) {
        if (!network.matches("[0-9]{1,3}([.][0-9]{1,3}){2}")) {
            throw new LabFailure(
                    LabFailure.Kind.CONFIGURATION,
                    "LAB_NET=%s in the environment: use three numbers, such as 192.168.56"
                            .formatted(network));
        }
        return lab.onNetwork(network);
    }

    /** As the Vagrantfile counts: {@code TURTLES} in the environment. */
    private Optional<Integer> turtles() {
        var turtles = session().environment().get("TURTLES");
        if (turtles != null && !turtles.matches("[1357]")) {
            throw new LabFailure(
                    LabFailure.Kind.CONFIGURATION,
                    "TURTLES=%s in the environment: use 1, 3, 5 or 7".formatted(turtles));
        }
        return Optional.ofNullable(turtles).map(Integer::valueOf);
    }

    private Lab checked(Lab raised) {
        if (engine != null && engine != raised.engine()) {
            throw raisedOtherwise("engine " + raised.engine());
        }
        if (driver != null && !driver.equals(raised.driver())) {
            throw raisedOtherwise("driver " + raised.driver());
        }
        return raised;
    }

    private static void checkCount(Lab raised, int count) {
        if (raised.nodes().size() != count) {
            throw raisedOtherwise("%d nodes".formatted(raised.nodes().size()));
        }
    }

    private static LabFailure raisedOtherwise(String how) {
        return new LabFailure(
                LabFailure.Kind.REFUSED,
                "this lab was raised with %s: run `labctl down` first, which removes its data"
                        .formatted(how));
    }

    private LiveLab live(Lab lab) {
        var session = session();
        var folder = folder();
        var opened = session.drivers().open(lab.driver(), folder.path());
        return new LiveLab(lab, folder, opened, session.surroundings());
    }

    private LabFolder folder() {
        return LabFolder.beside(file());
    }

    /** The file that was named, else the nearest above, else the one of the project's folder. */
    private Path file() {
        return file != null ? file : session().labFile();
    }
}
