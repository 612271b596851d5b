package turtlelab.labctl.ctl.v3;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import turtlelab.labctl.ctl.flag.FlagFailure;
import turtlelab.labctl.ctl.flag.FlagSpec;
import turtlelab.labctl.ctl.flag.Flags;

/** Scripts that let a shell complete the v3 commands of etcdctl and their flags. */
final class Completion {

    private static final String BASH =
            """
            # bash completion for etcdctl; load it with: source <(etcdctl completion bash)
            _etcdctl() {
                local i command='' words=''
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case ${COMP_WORDS[i]} in
                        @VALUED@) ((i++)) ;;
                        -*) ;;
                        *) command="$command${command:+ }${COMP_WORDS[i]}" ;;
                    esac
                done
                case $command in
            @CASES@
                    '') words='@FIRST@' ;;
                esac
                COMPREPLY=($(compgen -W "$words @GLOBAL@" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _etcdctl etcdctl
            """;

    private static final String ZSH =
            """
            #compdef etcdctl
            # zsh completion for etcdctl; load it with: source <(etcdctl completion zsh)
            autoload -U +X bashcompinit && bashcompinit
            """;

    private static final String POWERSHELL =
            """
            # PowerShell completion for etcdctl
            Register-ArgumentCompleter -Native -CommandName etcdctl -ScriptBlock {
                param($word, $line, $at)
                $words = @('@WORDS@')
                $words | Where-Object { $_ -like "$word*" } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }
            """;

    private static final String FISH = "complete -c etcdctl -n '__fish_seen_subcommand_from ";

    private Completion() {}

    static String forBash(Flags flags) {
        refuseWords("bash", flags);
        return bash();
    }

    private static String bash() {
        var cases =
                Stream.concat(
                                verbs().map(it -> branch(it.words() + "*", names(it.flags()))),
                                groups().map(it -> branch(it, second(it))))
                        .collect(Collectors.joining("\n"));
        return BASH.replace("@CASES@", cases)
                .replace("@FIRST@", first())
                .replace("@GLOBAL@", names(V3Flags.GLOBAL))
                .replace("@VALUED@", valued());
    }

    /** Through bash's, which zsh can read. */
    static String forZsh(Flags flags) {
        refuseWords("zsh", flags);
        return ZSH + bash();
    }

    static String forFish(Flags flags) {
        refuseWords("fish", flags);
        var first = "complete -c etcdctl -n __fish_use_subcommand -a '" + first() + "'";
        var second = groups().map(it -> FISH + it + "' -a '" + second(it) + "'");
        var own = verbs().flatMap(verb -> verb.flags().stream().map(flag -> fish(verb, flag)));
        var global =
                V3Flags.GLOBAL.stream().map(it -> "complete -c etcdctl -l %s".formatted(it.name()));
        return Stream.of(Stream.of("# fish completion for etcdctl", first), second, own, global)
                .flatMap(it -> it)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String fish(V3Verb verb, FlagSpec flag) {
        var last = verb.words().substring(verb.words().lastIndexOf(' ') + 1);
        return FISH + last + "' -l " + flag.name();
    }

    static String forPowershell(Flags flags) {
        refuseWords("powershell", flags);
        var words =
                Stream.concat(
                                Stream.of(first().split(" ", -1)),
                                groups().flatMap(it -> Stream.of(second(it).split(" ", -1))))
                        .distinct()
                        .collect(Collectors.joining("', '"));
        return POWERSHELL.replace("@WORDS@", words);
    }

    private static void refuseWords(String shell, Flags flags) {
        if (!flags.words().isEmpty()) {
            throw new FlagFailure(
                    "unknown command \"%s\" for \"etcdctl completion %s\""
                            .formatted(flags.words().getFirst(), shell));
        }
    }

    private static Stream<V3Verb> verbs() {
        return Arrays.stream(V3Verb.values());
    }

    private static String branch(String pattern, String words) {
        return "        '%s'%s) words='%s' ;;"
                .formatted(pattern.replace("*", ""), pattern.endsWith("*") ? "*" : "", words);
    }

    private static String first() {
        return verbs().map(it -> it.words().split(" ", -1)[0])
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** The words that have commands below them. */
    private static Stream<String> groups() {
        return verbs().filter(it -> it.size() == 2)
                .map(it -> it.words().split(" ", -1)[0])
                .distinct();
    }

    private static String second(String group) {
        return verbs().map(it -> it.words().split(" ", -1))
                .filter(it -> it.length == 2 && it[0].equals(group))
                .map(it -> it[1])
                .collect(Collectors.joining(" "));
    }

    private static String names(List<FlagSpec> flags) {
        return flags.stream().map(it -> "--" + it.name()).collect(Collectors.joining(" "));
    }

    /** Flags whose value is the next word, which is no command. */
    private static String valued() {
        return Stream.concat(V3Flags.GLOBAL.stream(), verbs().flatMap(it -> it.flags().stream()))
                .filter(FlagSpec::takesAValue)
                .flatMap(
                        it ->
                                it.letter() == FlagSpec.NO_LETTER
                                        ? Stream.of("--" + it.name())
                                        : Stream.of("--" + it.name(), "-" + it.letter()))
                .distinct()
                .collect(Collectors.joining(" | "));
    }
}
