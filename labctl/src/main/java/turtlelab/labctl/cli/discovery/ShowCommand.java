package turtlelab.labctl.cli.discovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.join.registry.Listing;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.render.Table;

/** {@code labctl discovery show}. */
@Command(
        name = "show",
        header = "Show who has registered at a token, in the order of their coming.",
        description = "The first members make the cluster; whoever comes later is refused.",
        footer = {"%nExample:", "  labctl discovery show http://127.0.0.1:8087/0123..."})
final class ShowCommand implements Callable<Integer> {

    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final TokenUrl token = new TokenUrl();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var size = token.ask(registry -> registry.size()).orElse("?");
        var listing = token.ask(registry -> registry.list());
        if (json) {
            run.print(json(size, listing));
            return ExitCodes.OK;
        }
        var table = new Table("ID", "MEMBER", "INDEX");
        for (var entry : listing.entries()) {
            table.row(entry.id(), entry.value(), String.valueOf(entry.createdIndex()));
        }
        table.lines(run.session().terminal().width()).forEach(run::print);
        run.print("%d of %s members have registered".formatted(listing.entries().size(), size));
        return ExitCodes.OK;
    }

    private static String json(String size, Listing listing) {
        var json = JsonNodeFactory.instance.objectNode();
        if (size.matches("[0-9]{1,9}")) {
            json.put("size", Integer.parseInt(size));
        } else {
            json.put("size", size); // whoever made the token wrote nonsense, or nothing
        }
        var entries = json.putArray("entries");
        for (var entry : listing.entries()) {
            entries.addObject()
                    .put("id", entry.id())
                    .put("value", entry.value())
                    .put("createdIndex", entry.createdIndex());
        }
        return json.toPrettyString();
    }
}
