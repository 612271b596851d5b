package turtlelab.join.elastic;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import turtlelab.join.registry.RegistryRefused;

/** A list of members by hand, and what was noted in it. */
final class FakeSource implements Source {
    final List<Listed> listed = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    OptionalInt size = OptionalInt.of(3);
    String sizeFailure = "";
    String writeFailure = "";

    FakeSource with(String peerUrl) {
        listed.add(new Listed(List.of(peerUrl), List.of()));
        return this;
    }

    @Override
    public String where() {
        return "the list";
    }

    @Override
    public List<Listed> list(Journal journal) {
        return List.copyOf(listed);
    }

    @Override
    public OptionalInt size() throws RegistryRefused {
        if (!sizeFailure.isEmpty()) {
            throw new RegistryRefused(sizeFailure);
        }
        return size;
    }

    @Override
    public boolean founds() {
        return true;
    }

    @Override
    public void note(String id, String value) throws RegistryRefused {
        write("note " + value);
    }

    @Override
    public void forget(String id) throws RegistryRefused {
        write("forget " + id);
    }

    private void write(String what) throws RegistryRefused {
        if (!writeFailure.isEmpty()) {
            throw new RegistryRefused(writeFailure);
        }
        notes.add(what);
    }
}
