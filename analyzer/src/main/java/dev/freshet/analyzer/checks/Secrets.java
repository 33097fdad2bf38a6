package dev.freshet.analyzer.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what looks like a password, token or key in a text. The shapes are those that the issuers
 * document; what examples and placeholders look like is left out.
 */
final class Secrets {
  /** A secret at a place of the text; {@code what} says of which kind. */
  record Found(int start, int end, String what) {}

  /**
   * What a secret looks like.
   *
   * @param marks one of them stands in every text that holds such a secret; looking for them is
   *     many times quicker than matching
   */
  private record Shape(String what, List<String> marks, String pattern) {
    boolean mayBeIn(String text) {
      for (String mark : marks) {
        if (text.contains(mark)) {
          return true;
        }
      }
      return false;
    }
  }

  private static final List<Shape> TOKENS =
      List.of(
          shape("an AWS access key", "AKIA|ASIA", "(?:AKIA|ASIA)[0-9A-Z]{16}"),
          shape("a GitHub token", "ghp_|gho_|ghu_|ghs_|ghr_", "gh[pousr]_[A-Za-z0-9]{36,}"),
          shape("a GitHub token", "github_pat_", "github_pat_[A-Za-z0-9_]{60,}"),
          shape("a GitLab token", "glpat-", "glpat-[A-Za-z0-9_-]{20,}"),
          shape("a Slack token", "xox", "xox[abprs]-[0-9]{8,}-[A-Za-z0-9-]{16,}"),
          shape("a Google API key", "AIza", "AIza[0-9A-Za-z_-]{35}"),
          shape("an OpenAI key", "T3BlbkFJ", "sk-[A-Za-z0-9_-]{16,}T3BlbkFJ[A-Za-z0-9_-]{16,}"),
          shape("an Anthropic key", "sk-ant-", "sk-ant-[A-Za-z0-9_-]{32,}"),
          shape("a Hugging Face token", "hf_", "hf_[A-Za-z0-9]{34,}"),
          shape("a Stripe key", "k_live_", "[sr]k_live_[0-9A-Za-z]{20,}"),
          shape("an npm token", "npm_", "npm_[A-Za-z0-9]{36}"),
          shape("a PyPI token", "pypi-AgE", "pypi-AgE[A-Za-z0-9_-]{50,}"),
          shape("a SendGrid key", "SG.", "SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"));

  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\\s|\\\\n)*[A-Za-z0-9+/=:, \\r\\n-]{48,}");
  private static final Pattern URL =
      Pattern.compile(
          "\\b[a-z][a-z0-9+.-]{1,20}://[^\\s:/@'\"<>]{1,64}:([^\\s:/@'\"<>]{3,128})@[\\w.-]+");
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)\\b[\\w-]*(?:password|passwd|passphrase|secret|api_?key|access_?key|auth_?token"
              + "|access_?token)['\"]?\\s*(?:=|:)\\s*(['\"])((?:(?!\\1)[^\\s\\\\]){8,200})\\1");
  private static final List<String> WORDS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "apikey",
          "api_key",
          "accesskey",
          "access_key",
          "authtoken",
          "auth_token",
          "accesstoken",
          "access_token");
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)example|sample|placeholder|changeme|change_me|dummy|fake|your|my_|my-|xxx|\\.\\.\\."
              + "|\\*\\*\\*|test|todo|insert|replace|redacted|hidden|removed|secret|password|passwd"
              + "|token|key|none|null|[<>{}\\[\\]$ ]|1234|abcd|%\\(|\\bpass\\b|\\bpwd\\b");

  private Secrets() {}

  private static Shape shape(String what, String marks, String pattern) {
    String whole = "(?<![A-Za-z0-9_/+-])" + pattern + "(?![A-Za-z0-9_/+-])";
    return new Shape(what, List.of(marks.split("\\|", -1)), whole);
  }

  /** Tokens, private keys, and passwords in addresses. */
  static List<Found> shapes(String text) {
    List<Found> found = new ArrayList<>();
    for (Shape shape : TOKENS) {
      if (shape.mayBeIn(text)) {
        Matcher matcher = Pattern.compile(shape.pattern).matcher(text);
        while (matcher.find()) {
          if (isRandom(matcher.group(), 3.0) && !matcher.group().contains("EXAMPLE")) {
            found.add(new Found(matcher.start(), matcher.end(), shape.what));
          }
        }
      }
    }
    if (text.contains("PRIVATE KEY")) {
      Matcher matcher = PRIVATE_KEY.matcher(text);
      while (matcher.find()) {
        int end = matcher.start() + matcher.group().indexOf("KEY") + 3;
        found.add(new Found(matcher.start(), end, "a private key"));
      }
    }
    int address = text.indexOf("://");
    if (address >= 0 && text.indexOf('@', address) >= 0) {
      Matcher matcher = URL.matcher(text);
      while (matcher.find()) {
        if (!PLACEHOLDER.matcher(matcher.group(1)).find() && isMixed(matcher.group(1))) {
          found.add(new Found(matcher.start(1), matcher.end(1), "a password in an address"));
        }
      }
    }
    return found;
  }

  /** Texts that are given to something called a password, secret, token or key. */
  static List<Found> assigned(String source) {
    if (!namesSecret(source)) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    Matcher matcher = ASSIGNED.matcher(source);
    while (matcher.find()) {
      String value = matcher.group(2);
      if (!PLACEHOLDER.matcher(value).find() && isMixed(value) && isRandom(value, 2.8)) {
        found.add(new Found(matcher.start(2), matcher.end(2), "what looks like a secret"));
      }
    }
    return found;
  }

  // Whether one of the words that the pattern looks for stands there: few texts name any.
  private static boolean namesSecret(String source) {
    for (int i = 0; i + 1 < source.length(); i++) {
      boolean begins =
          switch (source.charAt(i) | 32) {
            case 'p' -> (source.charAt(i + 1) | 32) == 'a';
            case 's' -> (source.charAt(i + 1) | 32) == 'e';
            case 'a' -> "pcu".indexOf(source.charAt(i + 1) | 32) >= 0;
            default -> false;
          };
      if (begins && isWordOfSecret(source, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWordOfSecret(String source, int at) {
    for (String word : WORDS) {
      if (source.regionMatches(true, at, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  // Letters with digits or signs: a plain word is the name of something.
  private static boolean isMixed(String value) {
    boolean letters = value.chars().anyMatch(Character::isLetter);
    boolean others =
        value.chars().anyMatch(c -> Character.isDigit(c) || "!@#%^&+=".indexOf(c) >= 0);
    return letters && others && !value.toLowerCase(Locale.ROOT).startsWith("http");
  }

  /** Whether a text has so many bits per character (Shannon), as made-up texts have. */
  private static boolean isRandom(String text, double bits) {
    int[] counts = new int[128];
    for (int i = 0; i < text.length(); i++) {
      counts[text.charAt(i) & 127]++;
    }
    double sum = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / text.length();
        sum -= share * Math.log(share) / Math.log(2);
      }
    }
    return sum >= Math.min(bits, Math.log(text.length()) / Math.log(2) * 0.75);
  }
}
