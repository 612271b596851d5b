package turtlelab.labctl.dns.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Answers queries and updates for one zone with authority (RFC 1035, 2136, 2308): what is not there
 * is denied with the SOA record, so that others know how long to remember it.
 */
public final class Answers {
    private static final int LONGEST_CHAIN = 8;

    private final Zone zone;

    public Answers(Zone zone) {
        this.zone = zone;
    }

    /**
     * The answer to a request.
     *
     * @param age answer as it would have been so long ago
     */
    Message answer(Message request, Duration age) {
        var answer = new Message(request.getHeader().getID());
        var header = answer.getHeader();
        header.setFlag(Flags.QR);
        header.setOpcode(request.getHeader().getOpcode());
        if (request.getHeader().getFlag(Flags.RD)) {
            header.setFlag(Flags.RD);
        }
        var question = request.getQuestion();
        if (question == null || request.getHeader().getFlag(Flags.QR)) {
            header.setRcode(Rcode.FORMERR);
            return answer;
        }
        answer.addRecord(question, Section.QUESTION);
        switch (request.getHeader().getOpcode()) {
            case Opcode.QUERY -> query(question, answer, zone.records(age));
            case Opcode.UPDATE -> header.setRcode(update(request, question));
            default -> header.setRcode(Rcode.NOTIMP);
        }
        return answer;
    }

    private void query(Record question, Message answer, List<Record> records) {
        if (!question.getName().subdomain(zone.origin())) {
            answer.getHeader().setRcode(Rcode.REFUSED);
            return;
        }
        answer.getHeader().setFlag(Flags.AA);
        var name = question.getName();
        for (int links = 0; links < LONGEST_CHAIN; links++) {
            var here = at(name, records);
            var found = here.stream().filter(it -> fits(it, question.getType())).toList();
            found.forEach(record -> answer.addRecord(record, Section.ANSWER));
            var alias = here.stream().filter(it -> it.getType() == Type.CNAME).findFirst();
            if (!found.isEmpty() || alias.isEmpty()) {
                finish(answer, new Place(name, here, found), records);
                return;
            }
            answer.addRecord(alias.get(), Section.ANSWER);
            name = ((CNAMERecord) alias.get()).getTarget();
        }
    }

    /** Where a query ended. */
    private record Place(Name name, List<Record> here, List<Record> found) {}

    private static void finish(Message answer, Place place, List<Record> records) {
        for (var record : place.found()) {
            if (record instanceof SRVRecord service) {
                at(service.getTarget(), records).stream()
                        .filter(it -> it.getType() == Type.A || it.getType() == Type.AAAA)
                        .filter(it -> !answer.findRecord(it))
                        .forEach(it -> answer.addRecord(it, Section.ADDITIONAL));
            }
        }
        if (place.found().isEmpty()) {
            answer.addRecord(records.getFirst(), Section.AUTHORITY);
            if (place.here().isEmpty() && !hasChildren(place.name(), records)) {
                answer.getHeader().setRcode(Rcode.NXDOMAIN);
            }
        }
    }

    /** A name with names below it exists, though it has no records of its own. */
    private static boolean hasChildren(Name name, List<Record> records) {
        return records.stream().anyMatch(record -> record.getName().subdomain(name));
    }

    private static List<Record> at(Name name, List<Record> records) {
        return records.stream().filter(record -> record.getName().equals(name)).toList();
    }

    private static boolean fits(Record record, int type) {
        return type == Type.ANY || record.getType() == type;
    }

    /** All records, the SOA first and last, for a zone transfer. */
    List<Record> transfer(Duration age) {
        var records = new ArrayList<>(zone.records(age));
        records.add(records.getFirst());
        return records;
    }

    private int update(Message request, Record question) {
        if (!question.getName().equals(zone.origin()) || question.getType() != Type.SOA) {
            return Rcode.NOTAUTH;
        }
        var records = zone.records(Duration.ZERO);
        for (var condition : request.getSection(Section.PREREQ)) {
            var refusal = refusal(condition, records);
            if (refusal != Rcode.NOERROR) {
                return refusal;
            }
        }
        var changes = request.getSection(Section.UPDATE);
        if (changes.stream().anyMatch(it -> !it.getName().subdomain(zone.origin()))) {
            return Rcode.NOTZONE;
        }
        for (var change : changes) {
            switch (change.getDClass()) {
                case DClass.ANY -> zone.remove(change, false);
                case DClass.NONE -> zone.remove(change, true);
                default -> zone.add(List.of(change));
            }
        }
        return Rcode.NOERROR;
    }

    /** RFC 2136, 2.4: what must, or must not, be there before an update. */
    private static int refusal(Record condition, List<Record> records) {
        var here = at(condition.getName(), records);
        boolean any = condition.getType() == Type.ANY;
        var found = any ? here : here.stream().filter(it -> fits(it, condition.getType())).toList();
        return switch (condition.getDClass()) {
            case DClass.ANY ->
                    !found.isEmpty() ? Rcode.NOERROR : any ? Rcode.NXDOMAIN : Rcode.NXRRSET;
            case DClass.NONE ->
                    found.isEmpty() ? Rcode.NOERROR : any ? Rcode.YXDOMAIN : Rcode.YXRRSET;
            default -> found.contains(condition) ? Rcode.NOERROR : Rcode.NXRRSET;
        };
    }
}
