package turtlelab.node.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A conversation: blocks of a request, a line of dashes, and the answer as a real etcd gave it.
 * Where we answer otherwise on purpose, our answer follows behind {@code ---- turtled: REASON}; the
 * reason is the beginning of a cell in {@code docs/differences-from-etcd.md}.
 */
record Script(List<Block> blocks) {
    private static final String DASHES = "----";
    private static final String OURS = "---- turtled: ";

    /** What etcd would not survive is not asked of it. */
    private static final String ENDS = "(the process ends)";

    /** Where we answer otherwise. */
    record Difference(String reason, String answer) {}

    /** One request with the answer that is expected. */
    record Block(List<String> request, String etcds, Optional<Difference> difference) {
        String expected(boolean ofEtcd) {
            return ofEtcd ? etcds : difference.map(Difference::answer).orElse(etcds);
        }

        String shown(String answer) {
            return String.join("\n", request) + "\n" + DASHES + "\n" + answer + "\n";
        }
    }

    /** Who answers: the request's lines, and the answer in lines. */
    interface Party {
        String answer(List<String> request) throws Exception;
    }

    static Script parse(String text) {
        var blocks = new ArrayList<Block>();
        for (var block : text.strip().split("\n\n+", -1)) {
            var lines = block.lines().filter(line -> !line.startsWith("#")).toList();
            if (!lines.isEmpty()) {
                blocks.add(block(lines));
            }
        }
        return new Script(blocks);
    }

    private static Block block(List<String> lines) {
        int dashes = lines.contains(DASHES) ? lines.indexOf(DASHES) : lines.size();
        int ours = dashes;
        while (ours < lines.size() && !lines.get(ours).startsWith(OURS)) {
            ours++;
        }
        var etcds = joined(lines.subList(Math.min(dashes + 1, ours), ours));
        if (ours == lines.size()) {
            return new Block(lines.subList(0, dashes), etcds, Optional.empty());
        }
        var reason = lines.get(ours).substring(OURS.length());
        var answer = joined(lines.subList(ours + 1, lines.size()));
        return new Block(
                lines.subList(0, dashes), etcds, Optional.of(new Difference(reason, answer)));
    }

    /** What a party really answers, block by block. */
    List<String> play(Party party, boolean isEtcd) throws Exception {
        var played = new ArrayList<String>();
        for (var block : blocks) {
            var spared = isEtcd && block.etcds.equals(ENDS);
            played.add(block.shown(spared ? ENDS : party.answer(block.request)));
        }
        return played;
    }

    /** Where the blocks that were played differ from the script. */
    List<String> surprises(List<String> played, boolean isEtcd) {
        var surprises = new ArrayList<String>();
        for (int i = 0; i < blocks.size(); i++) {
            var expected = blocks.get(i).shown(blocks.get(i).expected(isEtcd));
            if (!played.get(i).equals(expected)) {
                surprises.add(expected + "but was\n" + played.get(i));
            }
        }
        return surprises;
    }

    /**
     * The text of a script with new answers of etcd.
     *
     * @param text the script as it is, with its comments
     */
    static String recorded(String text, List<String> answers) {
        var next = answers.iterator();
        return Arrays.stream(text.strip().split("\n\n+", -1))
                        .map(block -> rewritten(block, next))
                        .collect(Collectors.joining("\n\n"))
                + "\n";
    }

    private static String rewritten(String block, Iterator<String> answers) {
        var lines = block.lines().toList();
        if (lines.stream().allMatch(line -> line.startsWith("#"))) {
            return block;
        }
        var comments = lines.stream().filter(line -> line.startsWith("#")).toList();
        int ours = block.indexOf("\n" + OURS);
        return (comments.isEmpty() ? "" : joined(comments) + "\n")
                + answers.next().stripTrailing()
                + (ours < 0 ? "" : block.substring(ours));
    }

    private static String joined(List<String> lines) {
        return String.join("\n", lines);
    }
}
