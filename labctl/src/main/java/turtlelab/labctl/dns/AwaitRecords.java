package turtlelab.labctl.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import turtlelab.join.srv.Dns;
import turtlelab.join.srv.DnsFailure;
import turtlelab.join.srv.SrvTarget;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.InParallel;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Time;

/**
 * Waits until every node's <em>own</em> resolver tells the whole list: exactly so many targets for
 * both services, and an address for each. A cluster that starts earlier may start as two.
 */
public final class AwaitRecords {
    private static final List<String> SERVICES = List.of("etcd-server", "etcd-client");

    private final String domain;
    private final int expected;
    private final Time time;

    public AwaitRecords(String domain, int expected, Time time) {
        this.domain = domain;
        this.expected = expected;
        this.time = time;
    }

    /** A point in the network from which DNS is seen. */
    public record Observer(String name, Dns dns) {}

    /** How long to wait, and how often to look. */
    public record Patience(Duration limit, Duration pause) {}

    /**
     * Waits for all.
     *
     * @param told gets what is missing, whenever that changes
     * @throws LabFailure with what was missing at the end
     */
    public void run(List<Observer> observers, Patience patience, Consumer<String> told)
            throws InterruptedException {
        var deadline = Deadline.in(patience.limit(), time);
        var last = List.<String>of();
        while (true) {
            var missing = all(InParallel.map(observers, this::complaints), observers);
            if (missing.isEmpty()) {
                return;
            }
            if (!missing.equals(last)) {
                missing.forEach(told);
                last = missing;
            }
            if (deadline.isOver()) {
                throw new LabFailure(
                        LabFailure.Kind.UNAVAILABLE,
                        "DNS is not ready after %d s:%n  %s"
                                .formatted(
                                        patience.limit().toSeconds(),
                                        String.join(System.lineSeparator() + "  ", missing)));
            }
            time.pause(patience.pause());
        }
    }

    /**
     * What somebody lacks.
     *
     * @param seen whether it is about what he sees, and not about what he is told
     */
    private record Complaint(boolean seen, String text) {
        String of(List<String> names) {
            var who = String.join(", ", names);
            return seen
                    ? "%s %s %s".formatted(who, names.size() == 1 ? "sees" : "see", text)
                    : who + ": " + text;
        }
    }

    /** Most see the same, and then it is told once. */
    private static List<String> all(List<List<Complaint>> complaints, List<Observer> observers) {
        var names = new LinkedHashMap<Complaint, List<String>>();
        for (int i = 0; i < observers.size(); i++) {
            for (var complaint : complaints.get(i)) {
                names.computeIfAbsent(complaint, _ -> new ArrayList<>())
                        .add(observers.get(i).name());
            }
        }
        return names.entrySet().stream().map(it -> it.getKey().of(it.getValue())).toList();
    }

    /** What this observer does not see yet. */
    public List<String> missing(Observer observer) {
        return all(List.of(complaints(observer)), List.of(observer));
    }

    private List<Complaint> complaints(Observer observer) {
        var complaints = new ArrayList<Complaint>();
        for (var service : SERVICES) {
            try {
                var targets = observer.dns().targets(service, domain);
                if (targets.size() != expected) {
                    complaints.add(new Complaint(true, number(service, targets)));
                }
                targets.forEach(target -> resolve(observer, target, complaints));
            } catch (DnsFailure e) {
                complaints.add(failed(observer, e));
            }
        }
        return complaints.stream().distinct().toList();
    }

    private String number(String service, List<SrvTarget> targets) {
        return "%d of %d targets of _%s._tcp.%s (%s)%s"
                .formatted(
                        targets.size(),
                        expected,
                        service,
                        domain,
                        targets.stream()
                                .map(SrvTarget::host)
                                .sorted()
                                .collect(Collectors.joining(", ")),
                        targets.size() > expected ? ": `labctl dns rm` those that are gone" : "");
    }

    private Complaint failed(Observer observer, DnsFailure e) {
        return new Complaint(false, e.getMessage() + remembered(observer, e));
    }

    /** Whoever asks too early is told the same for a while, though the record is there. */
    private String remembered(Observer observer, DnsFailure failure) {
        return Optional.of(failure)
                .filter(DnsFailure::missing)
                .flatMap(_ -> observer.dns().missRemembered(domain))
                .map(time -> " (a miss may be remembered for %d s)".formatted(time.toSeconds()))
                .orElse("");
    }

    private void resolve(Observer observer, SrvTarget target, List<Complaint> complaints) {
        try {
            observer.dns().addresses(target.host());
        } catch (DnsFailure e) {
            complaints.add(failed(observer, e));
        }
    }
}
