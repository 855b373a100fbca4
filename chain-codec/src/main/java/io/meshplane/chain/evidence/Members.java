package io.meshplane.chain.evidence;

import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.HexData;
import io.meshplane.chain.MalformedChainDataException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the members of a JSON object, each strictly in its type. */
final class Members {
    private final Map<?, ?> members;

    private Members(Map<?, ?> members) {
        this.members = members;
    }

    static Members of(@Nullable Object value) throws MalformedChainDataException {
        if (value instanceof Map<?, ?> members) return new Members(members);
        throw new MalformedChainDataException("an object is expected");
    }

    private @Nullable Object member(String name) {
        return members.get(name);
    }

    String text(String name) throws MalformedChainDataException {
        if (member(name) instanceof String text) return text;
        throw new MalformedChainDataException(name + ": a string is expected");
    }

    long number(String name) throws MalformedChainDataException {
        if (member(name) instanceof BigInteger number && number.bitLength() < Long.SIZE) return number.longValueExact();
        throw new MalformedChainDataException(name + ": a number of at most 63 bits is expected");
    }

    int small(String name) throws MalformedChainDataException {
        long number = number(name);
        if (number == (int) number) return (int) number;
        throw new MalformedChainDataException(name + ": a number of at most 31 bits is expected");
    }

    Hash32 hash(String name) throws MalformedChainDataException {
        return Hash32.parse(text(name));
    }

    /** 1 to 78 digits without leading zeros: an amount of at most 256 bits. */
    BigInteger amount(String name) throws MalformedChainDataException {
        String text = text(name);
        if (!text.matches("[1-9][0-9]{0,77}")) throw new MalformedChainDataException(name + ": not a positive amount");
        return new BigInteger(text);
    }

    List<Bytes> data(String name) throws MalformedChainDataException {
        List<Bytes> all = new ArrayList<>();
        for (Object item : list(name)) {
            if (!(item instanceof String text)) throw new MalformedChainDataException(name + ": strings are expected");
            all.add(HexData.parse(text));
        }
        return all;
    }

    Members object(String name) throws MalformedChainDataException {
        return of(member(name));
    }

    List<?> list(String name) throws MalformedChainDataException {
        if (member(name) instanceof List<?> items) return items;
        throw new MalformedChainDataException(name + ": an array is expected");
    }
}
