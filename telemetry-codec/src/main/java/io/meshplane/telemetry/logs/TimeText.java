package io.meshplane.telemetry.logs;

import java.nio.charset.StandardCharsets;

/**
 * Moments as logs write them, to a number and back. The number counts units of 10^-digits seconds since 1970-01-01 00:00 of
 * the clock that wrote the text (a zone, if any, is the text behind it); years 1970 to 2199, 1972 for text without a year, 1970-01-01 without a date.
 * The form is ((date · 4 + separator) · 2 + comma) · 10 + digits.
 */
final class TimeText {
    static final int FORMS = 400;
    /** Dates: none, 2026-06-20, 2026/06/20, "Jun  2", 20/Jun/2026. */
    private static final int NO_DATE = 0;

    private static final int DASHES = 1;
    private static final int SLASHES = 2;
    private static final int MONTH_DAY = 3;
    private static final int DAY_MONTH_YEAR = 4;
    private static final byte[] SEPARATORS = {'T', ' ', ':', '_'};
    private static final byte[] MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec".getBytes(StandardCharsets.US_ASCII);
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int LEAP_YEAR = 1972;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;
    private static final int MAX_DIGITS = 9;
    private static final long DAY_SECONDS = 86_400;
    private static final long[] TEN = new long[MAX_DIGITS + 1];

    static {
        TEN[0] = 1;
        for (int i = 1; i < TEN.length; i++) TEN[i] = 10 * TEN[i - 1];
    }

    private byte[] text = new byte[0];
    private int at;
    private int end;

    /** Units of a second in a form. */
    static long unitsPerSecond(int form) {
        return TEN[form % 10];
    }

    /** Reads a moment at text[from], as much as belongs to it, into the token; false if there is none. */
    boolean parse(byte[] source, int from, int to, Token token) {
        text = source;
        at = from;
        end = to;
        int date = dateStyle(from);
        if (date < 0) return false;
        long days = date == NO_DATE ? 0 : days(date);
        if (days < 0) return false;
        int separator = date == NO_DATE ? 0 : separator();
        if (separator < 0) return false;
        long seconds = clock();
        if (seconds < 0) return false;
        int comma = peek(0) == ',' ? 1 : 0;
        int digits = fractionDigits();
        long value = (days * DAY_SECONDS + seconds) * TEN[digits] + (digits == 0 ? 0 : number(at + 1, digits));
        if (digits > 0) at += digits + 1;
        if (Text.isDigit(peek(0)) || (peek(0) == ':' && Text.isWord(peek(1)))) return false;
        int form = ((date * 4 + separator) * 2 + (digits == 0 ? 0 : comma)) * 10 + digits;
        token.number(Kind.TIME, from, at, value, form);
        return true;
    }

    private int dateStyle(int from) {
        if (from + 8 > end) return -1;
        if (text[from + 2] == ':') return NO_DATE;
        if (text[from + 4] == '-') return DASHES;
        if (text[from + 2] == '/') return DAY_MONTH_YEAR;
        if (text[from + 4] == '/') return SLASHES;
        return text[from + 3] == ' ' ? MONTH_DAY : -1;
    }

    private int peek(int ahead) {
        return at + ahead < end ? text[at + ahead] & 0xFF : 0;
    }

    private long days(int date) {
        int year = LEAP_YEAR;
        int month;
        int day;
        if (date == MONTH_DAY) {
            month = month();
            day = text[at + 4] == ' ' ? number(at + 5, 1) : number(at + 4, 2);
            if (day < 10 && text[at + 4] != ' ') return -1;
            at += 6;
        } else if (date == DAY_MONTH_YEAR) {
            if (at + 11 > end || text[at + 6] != '/') return -1;
            day = number(at, 2);
            at += 3;
            month = month();
            year = number(at + 4, 4);
            at += 8;
        } else {
            if (at + 10 > end || text[at + 7] != text[at + 4]) return -1;
            year = number(at, 4);
            month = number(at + 5, 2);
            day = number(at + 8, 2);
            at += 10;
        }
        boolean known = year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12;
        if (!known || day < 1 || day > daysOf(year, month)) return -1;
        return daysBefore(year, month) + day - 1;
    }

    private int month() {
        for (int m = 0; m < 12; m++) {
            if (text[at] == MONTHS[3 * m] && text[at + 1] == MONTHS[3 * m + 1] && text[at + 2] == MONTHS[3 * m + 2])
                return m + 1;
        }
        return -1;
    }

    private int separator() {
        for (int i = 0; i < SEPARATORS.length; i++) {
            if (peek(0) != SEPARATORS[i]) continue;
            at++;
            return i;
        }
        return -1;
    }

    private long clock() {
        if (at + 8 > end || text[at + 2] != ':' || text[at + 5] != ':') return -1;
        int hour = number(at, 2);
        int minute = number(at + 3, 2);
        int second = number(at + 6, 2);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return -1;
        at += 8;
        return hour * 3600L + minute * 60L + second;
    }

    private int fractionDigits() {
        if (peek(0) != '.' && peek(0) != ',') return 0;
        int digits = 0;
        while (digits < MAX_DIGITS && Text.isDigit(peek(digits + 1))) digits++;
        return digits;
    }

    /** Digits as a number; -1 if one of them is none. */
    private int number(int from, int digits) {
        if (from + digits > end) return -1;
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            if (!Text.isDigit(text[i])) return -1;
            value = value * 10 + text[i] - '0';
        }
        return value;
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private static int daysOf(int year, int month) {
        return month == 2 && !isLeap(year) ? 28 : DAYS[month - 1];
    }

    private static long daysBefore(int year, int month) {
        int y = year - 1;
        long days = 365L * (year - FIRST_YEAR) + (y / 4 - y / 100 + y / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400);
        for (int m = 1; m < month; m++) days += daysOf(year, m);
        return days;
    }

    /** Writes a moment behind the lines' text; false if there is no such moment. */
    static boolean append(long value, int form, LogLines to) {
        long units = TEN[form % 10];
        int date = form / 80;
        long seconds = value / units;
        long days = seconds / DAY_SECONDS;
        if (value < 0 || days >= daysBefore(LAST_YEAR + 1, 1) || (date == NO_DATE && days > 0)) return false;
        if (date == MONTH_DAY && (days < daysBefore(LEAP_YEAR, 1) || days >= daysBefore(LEAP_YEAR + 1, 1)))
            return false;
        if (date != NO_DATE) {
            appendDate(date, days, to);
            to.append(SEPARATORS[form / 20 % 4]);
        }
        int second = (int) (seconds % DAY_SECONDS);
        Text.appendDigits(second / 3600, 2, to);
        to.append(':');
        Text.appendDigits(second / 60 % 60, 2, to);
        to.append(':');
        Text.appendDigits(second % 60, 2, to);
        if (units == 1) return true;
        to.append(form / 10 % 2 == 0 ? '.' : ',');
        Text.appendDigits(value % units, form % 10, to);
        return true;
    }

    private static void appendDate(int date, long days, LogLines to) {
        int year = FIRST_YEAR + (int) (days / 366);
        while (daysBefore(year + 1, 1) <= days) year++;
        int month = 1;
        int day = (int) (days - daysBefore(year, 1)) + 1;
        while (day > daysOf(year, month)) day -= daysOf(year, month++);
        if (date == DASHES || date == SLASHES) {
            byte mark = date == DASHES ? (byte) '-' : (byte) '/';
            Text.appendDigits(year, 4, to);
            to.append(mark);
            Text.appendDigits(month, 2, to);
            to.append(mark);
            Text.appendDigits(day, 2, to);
            return;
        }
        if (date == DAY_MONTH_YEAR) {
            Text.appendDigits(day, 2, to);
            to.append('/');
        }
        to.append(MONTHS, 3 * month - 3, 3 * month);
        if (date == DAY_MONTH_YEAR) {
            to.append('/');
            Text.appendDigits(year, 4, to);
        } else {
            to.append(' ');
            if (day < 10) to.append(' ');
            Text.appendDigits(day, day < 10 ? 1 : 2, to);
        }
    }
}
