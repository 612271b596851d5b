package turtlelab.node.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import turtlelab.node.state.kv.KvView;
import turtlelab.node.state.kv.KvView.Event;

/**
 * Finds out whom of an index a stretch of history concerns, and what each is to be told. What many
 * watches are told alike is gathered, and written out, once for all of them.
 */
final class Delivery {
    private final KvView kv;
    private final List<Group> concerned = new ArrayList<>();

    Delivery(KvView kv) {
        this.kv = kv;
    }

    /**
     * Goes through a stretch of whole revisions.
     *
     * @param teller is given each watch with something to be told; may take it out of the index
     */
    void deliver(KvView.History history, WatchIndex index, BiConsumer<Watch, Batch> teller) {
        for (var event : history.events()) {
            index.find(event.kv().key(), group -> note(group, event));
        }
        for (var group : concerned) {
            var news = new News(List.copyOf(group.news), history.upTo());
            group.news.clear();
            group.forEach(
                    watch -> {
                        var batch = news.asWantedBy(watch);
                        if (!batch.events().isEmpty()) {
                            teller.accept(watch, batch);
                        }
                    });
        }
        concerned.clear();
    }

    private void note(Group group, Event event) {
        if (group.news.isEmpty()) {
            concerned.add(group);
        }
        group.news.add(event);
    }

    /** What happened in the range of a group, in the variants that its watches want. */
    private final class News {
        private static final int VARIANTS = 8;

        private final List<Event> events;
        private final long upTo;
        private final @Nullable Batch[] variants = new @Nullable Batch[VARIANTS];

        News(List<Event> events, long upTo) {
            this.events = events;
            this.upTo = upTo;
        }

        Batch asWantedBy(Watch watch) {
            var options = watch.options;
            if (watch.next > events.getFirst().kv().modRevision()) {
                return select(options, watch.next);
            }
            var variant =
                    (options.puts() ? 1 : 0)
                            + (options.deletions() ? 2 : 0)
                            + (options.previous() ? 4 : 0);
            var made = variants[variant];
            if (made == null) {
                made = select(options, 0);
                variants[variant] = made;
            }
            return made;
        }

        private Batch select(StreamRequest.Options options, long from) {
            var selected = new ArrayList<Event>(events.size());
            for (var event : events) {
                var wanted = event.isDeletion() ? options.deletions() : options.puts();
                if (wanted && event.kv().modRevision() >= from) {
                    selected.add(options.previous() ? kv.withPrevious(event) : event);
                }
            }
            return new Batch(selected, upTo);
        }
    }
}
