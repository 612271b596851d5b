package turtlelab.labctl.ctl;

import java.util.List;
import java.util.Map;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.v2.V2Program;
import turtlelab.labctl.ctl.v2.V2Verb;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;

/** The program in etcdctl's clothes: {@code labctl ctl …} and {@code bin/etcdctl …}. */
public final class EtcdctlMain {

    private static final int INTERRUPTED = 130;

    private EtcdctlMain() {}

    /**
     * Runs one etcdctl command line.
     *
     * @param environment where {@code ETCDCTL_*} settings are looked up
     * @return etcdctl's exit code
     */
    public static int run(List<String> words, Streams streams, Map<String, String> environment) {
        try {
            var verb =
                    words.stream()
                            .flatMap(it -> V2Verb.of(it).stream())
                            .findFirst()
                            .orElseThrow(() -> new CtlFailure(1, "not built yet"));
            return new V2Program(streams, environment, Time.system()).run(verb, words);
        } catch (CtlFailure e) {
            if (!e.text().isEmpty()) {
                streams.err().println(e.text());
            }
            return e.exitCode();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        }
    }
}
