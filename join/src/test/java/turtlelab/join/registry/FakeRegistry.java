package turtlelab.join.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A registry in memory; others register while somebody waits, and it may be out of reach. */
final class FakeRegistry implements Registry {
    final List<Entry> entries = new ArrayList<>();
    final Deque<Entry> coming = new ArrayDeque<>();
    Optional<String> size = Optional.of("3");
    int failures;
    private long index = 10;

    FakeRegistry with(String id, String value) {
        entries.add(new Entry(id, value, ++index));
        return this;
    }

    FakeRegistry coming(String id, String value) {
        coming.add(new Entry(id, value, 0));
        return this;
    }

    private void fail() throws IOException {
        if (failures > 0) {
            failures--;
            throw new IOException("out of reach");
        }
    }

    @Override
    public Optional<String> size() throws IOException {
        fail();
        return size;
    }

    @Override
    public Listing list() throws IOException {
        fail();
        return new Listing(entries, index);
    }

    @Override
    public boolean create(String id, String value) throws IOException {
        fail();
        boolean isNew = entries.stream().noneMatch(entry -> entry.id().equals(id));
        if (isNew) {
            with(id, value);
        }
        return isNew;
    }

    @Override
    public void put(String id, String value) {
        entries.removeIf(entry -> entry.id().equals(id));
        with(id, value);
    }

    @Override
    public boolean delete(String id) {
        return entries.removeIf(entry -> entry.id().equals(id));
    }

    @Override
    public void await(long behind, Duration limit) {
        var next = coming.poll();
        if (next != null) {
            with(next.id(), next.value());
        }
    }
}
