package turtlelab.labctl.ctl.v2;

import java.util.List;
import java.util.Optional;
import turtlelab.labctl.ctl.flag.FlagSpec;
import turtlelab.labctl.ctl.v2.auth.AuthCommands;
import turtlelab.labctl.ctl.v2.auth.RoleCommands;
import turtlelab.labctl.ctl.v2.auth.UserCommands;
import turtlelab.labctl.ctl.v2.backup.BackupCommand;
import turtlelab.labctl.ctl.v2.call.Call;
import turtlelab.labctl.ctl.v2.key.ExecWatchCommand;
import turtlelab.labctl.ctl.v2.key.KeyCommands;
import turtlelab.labctl.ctl.v2.key.WatchCommand;
import turtlelab.labctl.ctl.v2.member.ClusterHealth;
import turtlelab.labctl.ctl.v2.member.MemberCommands;

/** The v2 commands: how they are called, what they take, what they do. */
public enum V2Verb {
    BACKUP(
            "backup",
            "",
            call -> new BackupCommand(call).run(),
            FlagSpec.text("data-dir", "of a turtled that does not run"),
            FlagSpec.text("wal-dir", "where its log lives, when not in the data dir"),
            FlagSpec.text("backup-dir", "where to copy it to; empty or not there"),
            FlagSpec.text("backup-wal-dir", "where to copy the log to"),
            FlagSpec.onOff("with-v3", "the keys of v3 too: here always")),
    CLUSTER_HEALTH(
            "cluster-health",
            "",
            call -> new ClusterHealth(call).look(),
            FlagSpec.onOff("forever", "look every 10 seconds until interrupted").or('f'),
            FlagSpec.onOff("verbose", "say how many more members may fail")),
    GET("get", "KEY", call -> new KeyCommands(call).get(), Own.SORT, Own.QUORUM),
    SET(
            "set",
            "KEY [VALUE]",
            call -> new KeyCommands(call).set(),
            Own.TTL,
            FlagSpec.text("swap-with-value", "only when this is its value"),
            FlagSpec.number("swap-with-index", "only when this is its modified index")),
    MK(
            "mk",
            "KEY [VALUE]",
            call -> new KeyCommands(call).mk(),
            FlagSpec.onOff("in-order", "make a key of ascending number below"),
            Own.TTL),
    UPDATE("update", "KEY [VALUE]", call -> new KeyCommands(call).update(), Own.TTL),
    MKDIR("mkdir", "DIR", call -> new KeyCommands(call).mkdir(), Own.TTL),
    SETDIR("setdir", "DIR", call -> new KeyCommands(call).setdir(), Own.TTL),
    UPDATEDIR("updatedir", "DIR", call -> new KeyCommands(call).updatedir(), Own.TTL),
    RM(
            "rm",
            "KEY",
            call -> new KeyCommands(call).rm(),
            FlagSpec.onOff("dir", "remove an empty directory too"),
            FlagSpec.onOff("recursive", "remove all below too").or('r'),
            FlagSpec.text("with-value", "only when this is its value"),
            FlagSpec.number("with-index", "only when this is its modified index")),
    RMDIR("rmdir", "DIR", call -> new KeyCommands(call).rmdir()),
    LS(
            "ls",
            "[DIR]",
            call -> new KeyCommands(call).ls(),
            Own.SORT,
            Own.RECURSIVE,
            new FlagSpec("p", FlagSpec.NO_LETTER, FlagSpec.Kind.SWITCH, "a / behind directories"),
            Own.QUORUM),
    WATCH(
            "watch",
            "KEY",
            call -> new WatchCommand(call).run(),
            FlagSpec.onOff("forever", "all changes until interrupted, not only one").or('f'),
            Own.AFTER_INDEX,
            Own.RECURSIVE),
    EXEC_WATCH(
            "exec-watch",
            "KEY [--] COMMAND [ARGUMENT]...",
            call -> new ExecWatchCommand(call).run(),
            Own.AFTER_INDEX,
            Own.RECURSIVE),
    MEMBER_LIST("member list", "", call -> new MemberCommands(call).list()),
    MEMBER_ADD("member add", "NAME PEER_URL", call -> new MemberCommands(call).add()),
    MEMBER_REMOVE("member remove", "ID", call -> new MemberCommands(call).remove()),
    MEMBER_UPDATE("member update", "ID PEER_URLS", call -> new MemberCommands(call).update()),
    USER_ADD("user add", "NAME[:PASSWORD]", call -> new UserCommands(call).add()),
    USER_GET("user get", "NAME", call -> new UserCommands(call).get()),
    USER_LIST("user list", "", call -> new UserCommands(call).list()),
    USER_REMOVE("user remove", "NAME", call -> new UserCommands(call).remove()),
    USER_GRANT("user grant", "NAME", call -> new UserCommands(call).grant(), Own.ROLES),
    USER_REVOKE("user revoke", "NAME", call -> new UserCommands(call).revoke(), Own.ROLES),
    USER_PASSWD("user passwd", "NAME", call -> new UserCommands(call).passwd()),
    ROLE_ADD("role add", "NAME", call -> new RoleCommands(call).add()),
    ROLE_GET("role get", "NAME", call -> new RoleCommands(call).get()),
    ROLE_LIST("role list", "", call -> new RoleCommands(call).list()),
    ROLE_REMOVE("role remove", "NAME", call -> new RoleCommands(call).remove()),
    ROLE_GRANT("role grant", "NAME", call -> new RoleCommands(call).grant(), Own.rights()),
    ROLE_REVOKE("role revoke", "NAME", call -> new RoleCommands(call).revoke(), Own.rights()),
    AUTH_ENABLE("auth enable", "", call -> new AuthCommands(call).enable()),
    AUTH_DISABLE("auth disable", "", call -> new AuthCommands(call).disable());

    private final String words;
    private final String arguments;
    private final Action action;
    private final List<FlagSpec> flags;

    V2Verb(String words, String arguments, Action action, FlagSpec... flags) {
        this.words = words;
        this.arguments = arguments;
        this.action = action;
        this.flags = List.of(flags);
    }

    /** What a command does. */
    private interface Action {
        void run(Call call) throws InterruptedException;
    }

    /** One or two words. */
    public String words() {
        return words;
    }

    /** What it takes besides flags, for the help. */
    public String arguments() {
        return arguments;
    }

    public List<FlagSpec> flags() {
        return flags;
    }

    /** How many words it is called by. */
    int size() {
        return words.indexOf(' ') < 0 ? 1 : 2;
    }

    void run(Call call) throws InterruptedException {
        action.run(call);
    }

    /** The command that these words begin with. */
    public static Optional<V2Verb> of(List<String> words) {
        var called = String.join(" ", words) + " ";
        for (var verb : values()) {
            if (called.startsWith(verb.words + " ")) return Optional.of(verb);
        }
        return Optional.empty();
    }

    /** The commands below a word that is none by itself, such as {@code member}. */
    public static List<V2Verb> group(String word) {
        return List.of(values()).stream().filter(it -> it.words.startsWith(word + " ")).toList();
    }

    /** Flags of several commands. */
    private static final class Own {
        static final FlagSpec TTL = FlagSpec.number("ttl", "seconds to live");
        static final FlagSpec SORT = FlagSpec.onOff("sort", "sort by key");
        static final FlagSpec QUORUM =
                FlagSpec.onOff("quorum", "read what a majority agrees on").or('q');
        static final FlagSpec RECURSIVE = FlagSpec.onOff("recursive", "all below too").or('r');
        static final FlagSpec AFTER_INDEX =
                FlagSpec.number("after-index", "begin with the first change after this index");
        static final FlagSpec ROLES = FlagSpec.texts("roles", "roles, separated by commas");

        static FlagSpec[] rights() {
            return new FlagSpec[] {
                FlagSpec.text("path", "a key, or all that begin so: /dir/*"),
                FlagSpec.onOff("read", "to read only"),
                FlagSpec.onOff("write", "to write only"),
                FlagSpec.onOff("readwrite", "to read and to write"),
                FlagSpec.onOff("rw", "the same"),
            };
        }
    }
}
