package io.asktell.tooleval.target;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where models may be called: this machine ({@code loopback}), networks without routes to the world ({@code private}), the rest of the
 * world ({@code public}), and single ranges. Link-local addresses and those that clouds answer their machines' metadata at are never
 * called, whatever is allowed.
 */
public record ProviderNetworks(Set<Kind> kinds, List<AddressRange> ranges) {
    /** What sort of address one is. */
    public enum Kind {
        LOOPBACK,
        PRIVATE,
        PUBLIC,
        /** Not to be called, whatever is allowed. */
        NEVER
    }

    private static final List<AddressRange> NEVER = ranges(
            "169.254.0.0/16",
            "fe80::/10",
            "fd00:ec2::254",
            "100.100.100.200", // metadata outside of the link-local range
            "192.0.0.192",
            "168.63.129.16",
            "0.0.0.0/8",
            "192.0.0.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "ff00::/8",
            "2001::/32", // hides another address
            "::/96");
    private static final List<AddressRange> PRIVATE = ranges(
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.18.0.0/15", "fc00::/7", "fec0::/10");
    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");
    private static final Set<String> METADATA_NAMES = Set.of(
            "metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal");

    public ProviderNetworks {
        kinds = Set.copyOf(kinds);
        ranges = List.copyOf(ranges);
    }

    /** All that is not forbidden to everybody. */
    public static ProviderNetworks everywhere() {
        return new ProviderNetworks(EnumSet.of(Kind.LOOPBACK, Kind.PRIVATE, Kind.PUBLIC), List.of());
    }

    /**
     * Only these.
     *
     * @param words {@code loopback}, {@code private}, {@code public}, an address or a range
     * @throws IllegalArgumentException naming the word that is none of these
     */
    public static ProviderNetworks of(Collection<String> words) {
        var kinds = EnumSet.noneOf(Kind.class);
        var ranges = new ArrayList<AddressRange>();
        for (var word : words) {
            kind(word).ifPresentOrElse(kinds::add, () -> ranges.add(AddressRange.parse(word)));
        }
        return new ProviderNetworks(kinds, ranges);
    }

    private static Optional<Kind> kind(String word) {
        return switch (word) {
            case "loopback" -> Optional.of(Kind.LOOPBACK);
            case "private" -> Optional.of(Kind.PRIVATE);
            case "public" -> Optional.of(Kind.PUBLIC);
            default -> Optional.empty();
        };
    }

    /** Why nothing at this address may be called, as far as it can be told without a name server. */
    public Optional<String> objection(URI address) {
        if (address.getHost() == null) {
            return Optional.of(address + " has no host that can be told");
        }
        var host = host(address);
        if (METADATA_NAMES.contains(host)) {
            return Optional.of(refusal(address, Kind.NEVER));
        }
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return kinds.contains(Kind.LOOPBACK) ? Optional.empty() : Optional.of(refusal(address, Kind.LOOPBACK));
        }
        if (!numeric(host)) {
            return Optional.empty();
        }
        try {
            return objection(address, InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return Optional.of(host + " is no address");
        }
    }

    /** Tells the addresses of a host. */
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /**
     * Asks for the addresses of the host, as the call that follows does, and gets the same answer, which the JVM keeps for a while.
     *
     * @throws RefusedAddressException if one of them may not be called
     */
    void check(URI address) throws RefusedAddressException {
        check(address, InetAddress::getAllByName);
    }

    void check(URI address, Names names) throws RefusedAddressException {
        var objection = objection(address);
        if (objection.isEmpty()) {
            try {
                objection = objection(address, names.of(host(address)));
            } catch (UnknownHostException e) {
                return; // the call will say so
            }
        }
        if (objection.isPresent()) {
            throw new RefusedAddressException(objection.get());
        }
    }

    private Optional<String> objection(URI address, InetAddress[] found) {
        return Arrays.stream(found).filter(one -> !allows(one)).findFirst().map(one -> refusal(address, kind(one)));
    }

    boolean allows(InetAddress address) {
        var kind = kind(address);
        return kind != Kind.NEVER
                && (kinds.contains(kind) || ranges.stream().anyMatch(range -> range.contains(address)));
    }

    private static Kind kind(InetAddress address) {
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) { // to call 0.0.0.0 is to call oneself
            return Kind.LOOPBACK;
        }
        var bytes = address.getAddress();
        if (NAT64.contains(address)) {
            return kind(v4(bytes, 12));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return kind(v4(bytes, 2));
        }
        if (within(NEVER, address)) {
            return Kind.NEVER;
        }
        return within(PRIVATE, address) ? Kind.PRIVATE : Kind.PUBLIC;
    }

    private static InetAddress v4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    private static boolean within(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String... texts) {
        return Arrays.stream(texts).map(AddressRange::parse).toList();
    }

    private static String host(URI address) {
        var host = address.getHost().toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** Whether it is an address in some notation, as 127.1 and 0x7f000001 are, too. */
    private static boolean numeric(String host) {
        var last = host.substring(host.lastIndexOf('.') + 1);
        return host.startsWith("[") || last.matches("\\d+|0x[0-9a-f]*");
    }

    private static String refusal(URI address, Kind kind) {
        var why = switch (kind) {
            case LOOPBACK -> "is this machine, which ASKTELL_PROVIDER_NETWORKS does not allow";
            case PRIVATE -> "is in a private network, which ASKTELL_PROVIDER_NETWORKS does not allow";
            case PUBLIC -> "is in a public network, which ASKTELL_PROVIDER_NETWORKS does not allow";
            case NEVER -> "is an address that is never called, because it is link-local, reserved, or serves metadata";
        };
        return host(address) + " " + why;
    }

    /** A host is, or has become, one that may not be called. */
    static final class RefusedAddressException extends IOException {
        RefusedAddressException(String message) {
            super(message);
        }
    }
}
