package turtlelab.labctl.ctl;

import java.io.PrintStream;
import java.util.List;
import turtlelab.labctl.ctl.flag.FlagSpec;
import turtlelab.labctl.ctl.v2.V2Verb;
import turtlelab.labctl.ctl.v2.call.V2Flags;
import turtlelab.labctl.ctl.v3.V3Flags;
import turtlelab.labctl.ctl.v3.V3Verb;

/** What {@code --help} says. */
final class Help {

    private static final String OVERVIEW =
            """
            Speaks etcdctl's language to an etcd-compatible cluster.

            Usage: etcdctl [flags] COMMAND [arguments]      (or: labctl ctl ...)

            Commands of the v2 API:
              cluster-health                 how every member is, and the cluster
              set KEY VALUE    mk KEY VALUE  update KEY VALUE
              rm KEY           ls [DIR]      mkdir, rmdir, setdir, updatedir DIR
              watch KEY [--forever]          exec-watch KEY COMMAND
              member list|remove ID          member add NAME PEER_URL, update ID PEER_URLS
              user, role add|get|list|remove|grant|revoke NAME    auth enable|disable
            Commands of the v3 API:
              put KEY VALUE    get KEY [END]    del KEY [END]    txn
              watch KEY [END] [-- COMMAND]   watch -i
              lease grant|revoke|timetolive|list|keep-alive
              lock NAME [COMMAND]            elect NAME PROPOSAL, elect -l NAME
              member list|add|remove|update|promote
              endpoint health|status|hashkv  move-leader ID      version
              compaction REVISION            alarm list|disarm   defrag
              snapshot save|status|restore FILE
              make-mirror DESTINATION        check perf|datascale
              completion bash|zsh|fish|powershell

            ETCDCTL_API=2 or 3 decides for commands of both. Without it they are v3, unless their
            form is v2's: `watch --forever`, `member add NAME URL`, `user grant --roles`.
            The two APIs have separate keys. `COMMAND --help` lists the flags of a command.

            Examples:
              etcdctl --endpoints http://127.0.0.2:2379 cluster-health
              etcdctl --endpoints http://127.0.0.2:2379 exec-watch --recursive /conf -- ./reload
              etcdctl --endpoints 127.0.0.2:2379 put one uno
              etcdctl --endpoints 127.0.0.2:2379,127.0.0.3:2379 endpoint status -w table
              etcdctl --endpoints 127.0.0.2:2379 member add t4 --peer-urls http://127.0.0.5:2380
              printf 'mod("one") > "0"\\n\\nput one due\\n\\nget one\\n\\n' | etcdctl txn
            """;

    private Help() {}

    static void overview(PrintStream out) {
        out.print(OVERVIEW);
    }

    static void of(V2Verb verb, PrintStream out) {
        usage(verb.words() + " [flags] " + verb.arguments(), out);
        flags(verb.flags(), V2Flags.GLOBAL, out);
    }

    static void of(V3Verb verb, PrintStream out) {
        usage(verb.words() + " [flags] [arguments]", out);
        flags(verb.flags(), V3Flags.GLOBAL, out);
    }

    /** The commands below one word. */
    static void of(List<V2Verb> group, PrintStream out) {
        group.forEach(it -> usage(it.words() + " [flags] " + it.arguments(), out));
    }

    private static void usage(String line, PrintStream out) {
        out.println("Usage: etcdctl " + line.stripTrailing());
    }

    private static void flags(List<FlagSpec> own, List<FlagSpec> global, PrintStream out) {
        if (!own.isEmpty()) {
            out.println();
            out.println("Flags:");
            own.forEach(it -> flag(it, out));
        }
        out.println();
        out.println("Flags of every command:");
        global.forEach(it -> flag(it, out));
    }

    private static void flag(FlagSpec flag, PrintStream out) {
        var letter = flag.letter() == FlagSpec.NO_LETTER ? "" : ", -" + flag.letter();
        var value = flag.takesAValue() ? " " + flag.kind() : "";
        out.println("  %-32s %s".formatted("--" + flag.name() + letter + value, flag.meaning()));
    }
}
