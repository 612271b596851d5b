package turtlelab.features.questions;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.serenitybdd.screenplay.Question;
import turtlelab.features.abilities.RunTheLab;
import turtlelab.labctl.ctl.EtcdctlMain;
import turtlelab.labctl.exec.Streams;

/** The last line of {@code labctl ctl cluster-health}. */
public final class TheVerdict {

    private TheVerdict() {}

    public static Question<String> ofLabctl() {
        return Question.about("the last line of cluster-health")
                .answeredBy(
                        actor -> {
                            var endpoints = RunTheLab.as(actor).lab().live().endpoints();
                            return lastLine("--endpoints", endpoints, "cluster-health");
                        });
    }

    private static String lastLine(String... args) {
        var out = new ByteArrayOutputStream();
        var printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        var streams = new Streams(InputStream.nullInputStream(), printed, printed);
        EtcdctlMain.run(List.of(args), streams, Map.of("ETCDCTL_API", "2"));
        return out.toString(StandardCharsets.UTF_8).lines().reduce("", (_, line) -> line);
    }
}
