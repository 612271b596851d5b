package turtlelab.labctl.ctl.v3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.labctl.ctl.flag.Flags;

/** What a shell makes of the scripts. */
class CompletionTest {

    private static final Path BASH = Path.of("/bin/bash");

    @ParameterizedTest
    @CsvSource({
        "etcdctl mak, make-mirror",
        "etcdctl member pro, promote",
        "etcdctl --endpoints h:1 -w json lease keep, keep-alive",
        "etcdctl watch k --pref, --prefix",
        "etcdctl get k --command, --command-timeout",
    })
    void bashCompletesCommandsAndFlags(String typed, String completed) throws Exception {
        assumeTrue(Files.isExecutable(BASH), "Skipped: no bash");
        var question =
                "\nCOMP_WORDS=(%s)\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_etcdctl\n"
                        .formatted(typed);
        var script = Completion.forBash(new Flags()) + question + "echo \"${COMPREPLY[*]}\"\n";
        var bash =
                new ProcessBuilder(BASH.toString(), "--norc", "-c", script)
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo(completed + "\n");
    }

    @Test
    void theOtherShellsAreToldAllCommands() {
        assertThat(Completion.forZsh(new Flags())).contains("bashcompinit", "make-mirror");
        assertThat(Completion.forFish(new Flags()))
                .contains("-a 'put ", "from lease' -a 'grant revoke");
        assertThat(Completion.forPowershell(new Flags())).contains("'put'", "'keep-alive'");
    }
}
