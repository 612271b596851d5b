package turtlelab.labctl.ctl;

import java.util.List;
import java.util.Map;
import turtlelab.labctl.exec.Streams;

/** The program in etcdctl's clothes: {@code labctl ctl …} and {@code bin/etcdctl …}. */
public final class EtcdctlMain {

    private EtcdctlMain() {}

    /**
     * Runs one etcdctl command line.
     *
     * @param environment where {@code ETCDCTL_*} settings are looked up
     * @return etcdctl's exit code
     */
    public static int run(List<String> words, Streams streams, Map<String, String> environment) {
        streams.err().println("labctl ctl: not built yet");
        return 1;
    }
}
