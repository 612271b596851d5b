package turtlelab.labctl.ctl.v3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import turtlelab.labctl.ctl.print.GoText;

/** Lines that a person or a script types into a command, and the words on them. */
public final class LineOfWords {

    private static final Pattern WORD =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|[^'\"\\s]\\S*[^'\"\\s]?");

    private LineOfWords() {}

    /**
     * The next line without its end, read byte by byte: what follows is not ours. Empty when the
     * input ends before the line does.
     */
    public static Optional<String> read(InputStream in) {
        var bytes = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) return Optional.empty();
                bytes.write(next);
            }
            return Optional.of(bytes.toString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of a line, as a shell would part them. */
    public static List<String> words(String line) {
        var words = new ArrayList<String>();
        for (var found = WORD.matcher(line); found.find(); ) {
            if (found.group(1) != null) words.add(GoText.unquoted(found.group(1)));
            else if (found.group(2) != null) words.add(found.group(2));
            else words.add(found.group());
        }
        return words;
    }
}
