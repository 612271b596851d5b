package turtlelab.labctl.ctl.v3;

import java.util.List;
import java.util.Optional;
import turtlelab.labctl.ctl.flag.FlagSpec;

/** The v3 commands and the flags of their own. */
public enum V3Verb {
    PUT(
            "put",
            FlagSpec.text("lease", "lease ID to attach, in hexadecimal"),
            FlagSpec.onOff("prev-kv", "write the pair as it was"),
            FlagSpec.onOff("ignore-value", "keep the value"),
            FlagSpec.onOff("ignore-lease", "keep the lease")),
    GET(
            "get",
            FlagSpec.text("consistency", "l (linearizable) or s (serializable)"),
            FlagSpec.text("order", "ASCEND or DESCEND"),
            FlagSpec.text("sort-by", "CREATE, KEY, MODIFY, VALUE or VERSION"),
            FlagSpec.number("limit", "at most so many results"),
            FlagSpec.onOff("prefix", "all keys that begin so"),
            FlagSpec.onOff("from-key", "all keys from this one on"),
            FlagSpec.number("rev", "as of this revision"),
            FlagSpec.onOff("keys-only", "no values"),
            FlagSpec.onOff("print-value-only", "no keys")),
    DEL(
            "del",
            FlagSpec.onOff("prefix", "all keys that begin so"),
            FlagSpec.onOff("prev-kv", "write the pairs as they were"),
            FlagSpec.onOff("from-key", "all keys from this one on")),
    TXN("txn", FlagSpec.onOff("interactive", "ask for the lines").or('i')),
    WATCH(
            "watch",
            FlagSpec.onOff("interactive", "read lines: watch KEY [END], progress").or('i'),
            FlagSpec.onOff("prefix", "all keys that begin so"),
            FlagSpec.onOff("from-key", "all keys from this one on"),
            FlagSpec.number("rev", "from this revision on"),
            FlagSpec.onOff("prev-kv", "tell pairs as they were before, too"),
            FlagSpec.onOff("progress-notify", "let the cluster tell now and then how far it is")),
    LEASE_GRANT("lease grant"),
    LEASE_REVOKE("lease revoke"),
    LEASE_TIME_TO_LIVE("lease timetolive", FlagSpec.onOff("keys", "tell the keys too")),
    LEASE_LIST("lease list"),
    LEASE_KEEP_ALIVE("lease keep-alive", FlagSpec.onOff("once", "once, not for ever")),
    LOCK("lock", FlagSpec.number("ttl", "seconds after which a lost holder's lock is free (10)")),
    ELECT("elect", FlagSpec.onOff("listen", "observe who leads").or('l')),
    MEMBER_LIST("member list"),
    MEMBER_ADD(
            "member add",
            FlagSpec.text("peer-urls", "the new member's peer URLs, separated by commas"),
            FlagSpec.onOff("learner", "without a vote until promoted")),
    MEMBER_REMOVE("member remove"),
    MEMBER_UPDATE(
            "member update",
            FlagSpec.text("peer-urls", "the member's new peer URLs, separated by commas")),
    MEMBER_PROMOTE("member promote"),
    ENDPOINT_HEALTH("endpoint health", FlagSpec.onOff("cluster", "ask all members")),
    ENDPOINT_STATUS("endpoint status", FlagSpec.onOff("cluster", "ask all members")),
    ENDPOINT_HASHKV(
            "endpoint hashkv",
            FlagSpec.onOff("cluster", "ask all members"),
            FlagSpec.number("rev", "up to this revision; 0 for the newest")),
    COMPACTION("compaction", FlagSpec.onOff("physical", "wait until it is gone from disk")),
    ALARM_LIST("alarm list"),
    ALARM_DISARM("alarm disarm"),
    DEFRAG(
            "defrag",
            FlagSpec.onOff("cluster", "all members"),
            FlagSpec.text("data-dir", "not built: a running member needs no help")),
    SNAPSHOT_SAVE("snapshot save"),
    SNAPSHOT_STATUS("snapshot status"),
    SNAPSHOT_RESTORE(
            "snapshot restore",
            FlagSpec.text("name", "the member's name (default)"),
            FlagSpec.text("initial-cluster", "NAME=PEER_URL of all first members"),
            FlagSpec.text("initial-cluster-token", "sets equal lists apart (etcd-cluster)"),
            FlagSpec.text("initial-advertise-peer-urls", "the member's own peer URLs"),
            FlagSpec.text("data-dir", "where to make it (NAME.etcd)"),
            FlagSpec.text("wal-dir", "where the log goes, when not there"),
            FlagSpec.onOff("skip-hash-check", "for a file without its checksum"),
            FlagSpec.number("bump-revision", "leave out so many revisions"),
            FlagSpec.onOff("mark-compacted", "end watches from before")),
    MOVE_LEADER("move-leader"),
    MAKE_MIRROR(
            "make-mirror",
            FlagSpec.text("prefix", "only keys that begin so"),
            FlagSpec.text("dest-prefix", "what they begin with over there"),
            FlagSpec.onOff("no-dest-prefix", "leave the prefix out over there"),
            FlagSpec.onOff("dest-insecure-transport", "accepted, without effect"),
            FlagSpec.text("dest-cacert", "not built yet"),
            FlagSpec.text("dest-cert", "not built yet"),
            FlagSpec.text("dest-key", "not built yet")),
    CHECK_PERF(
            "check perf",
            FlagSpec.text("load", "s, m, l or xl (s)"),
            FlagSpec.text("prefix", "where it writes (/etcdctl-check-perf/)"),
            FlagSpec.onOff("auto-compact", "compact afterwards"),
            FlagSpec.onOff("auto-defrag", "defragment afterwards")),
    CHECK_DATASCALE(
            "check datascale",
            FlagSpec.text("load", "s, m, l or xl (s)"),
            FlagSpec.text("prefix", "where it writes (/etcdctl-check-datascale/)"),
            FlagSpec.onOff("auto-compact", "compact afterwards"),
            FlagSpec.onOff("auto-defrag", "defragment afterwards")),
    COMPLETION_BASH("completion bash", FlagSpec.onOff("no-descriptions", "accepted")),
    COMPLETION_ZSH("completion zsh", FlagSpec.onOff("no-descriptions", "accepted")),
    COMPLETION_FISH("completion fish", FlagSpec.onOff("no-descriptions", "accepted")),
    COMPLETION_POWERSHELL("completion powershell", FlagSpec.onOff("no-descriptions", "accepted")),
    VERSION("version");

    private final String words;
    private final List<FlagSpec> flags;

    V3Verb(String words, FlagSpec... flags) {
        this.words = words;
        this.flags = List.of(flags);
    }

    /** One or two words. */
    public String words() {
        return words;
    }

    public List<FlagSpec> flags() {
        return flags;
    }

    /** Whether it makes its own connections and goes on until it is interrupted. */
    boolean lasts() {
        return switch (this) {
            case WATCH, LOCK, ELECT, MAKE_MIRROR, CHECK_PERF, CHECK_DATASCALE -> true;
            default -> false;
        };
    }

    /** How many words it is called by. */
    int size() {
        return words.indexOf(' ') < 0 ? 1 : 2;
    }

    /** The command that these words begin with. */
    public static Optional<V3Verb> of(List<String> words) {
        var called = String.join(" ", words) + " ";
        for (var verb : values()) {
            if (called.startsWith(verb.words + " ")) return Optional.of(verb);
        }
        return Optional.empty();
    }
}
