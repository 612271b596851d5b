package turtlelab.labctl.ctl.v2;

import java.util.List;
import java.util.Optional;
import turtlelab.labctl.ctl.flag.FlagSpec;

/** The v2 commands and the flags of their own. */
public enum V2Verb {
    CLUSTER_HEALTH(
            "cluster-health",
            FlagSpec.onOff("forever", "look every 10 seconds until interrupted").or('f')),
    GET(
            "get",
            FlagSpec.onOff("sort", "sort a directory"),
            FlagSpec.onOff("quorum", "read what a majority agrees on").or('q')),
    SET("set", Own.TTL, Own.SWAP_VALUE, Own.SWAP_INDEX),
    MK("mk", FlagSpec.onOff("in-order", "make a key of ascending number below"), Own.TTL),
    UPDATE("update", Own.TTL),
    MKDIR("mkdir", Own.TTL),
    SETDIR("setdir", Own.TTL),
    UPDATEDIR("updatedir", Own.TTL),
    RM(
            "rm",
            FlagSpec.onOff("dir", "remove an empty directory too"),
            FlagSpec.onOff("recursive", "remove all below too").or('r'),
            FlagSpec.text("with-value", "only when this is its value"),
            FlagSpec.number("with-index", "only when this is its modified index")),
    RMDIR("rmdir"),
    LS(
            "ls",
            FlagSpec.onOff("sort", "sort by key"),
            FlagSpec.onOff("recursive", "all below too").or('r'),
            new FlagSpec("p", FlagSpec.NO_LETTER, FlagSpec.Kind.SWITCH, "a / behind directories"),
            FlagSpec.onOff("quorum", "read what a majority agrees on").or('q')),
    MEMBER("member");

    private final String word;
    private final List<FlagSpec> flags;

    V2Verb(String word, FlagSpec... flags) {
        this.word = word;
        this.flags = List.of(flags);
    }

    public String word() {
        return word;
    }

    public List<FlagSpec> flags() {
        return flags;
    }

    /** The command of this name. */
    public static Optional<V2Verb> of(String word) {
        for (var verb : values()) {
            if (verb.word.equals(word)) return Optional.of(verb);
        }
        return Optional.empty();
    }

    /** Flags of several commands. */
    private static final class Own {
        static final FlagSpec TTL = FlagSpec.number("ttl", "seconds to live");
        static final FlagSpec SWAP_VALUE =
                FlagSpec.text("swap-with-value", "only when this is its value");
        static final FlagSpec SWAP_INDEX =
                FlagSpec.number("swap-with-index", "only when this is its modified index");
    }
}
