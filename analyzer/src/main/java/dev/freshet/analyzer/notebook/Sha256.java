package dev.freshet.analyzer.notebook;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * SHA-256 (FIPS 180-4) of short texts. The platform's own costs a start some twenty milliseconds,
 * because it asks the providers of all algorithms first.
 */
final class Sha256 {
  private static final int BLOCK = 64;
  private static final int LENGTH_BYTES = 8;

  // The first 32 bits of the fractions of the cube roots, and of the square roots, of the primes.
  private static final int[] CONSTANTS = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2
  };
  private static final int[] START = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private Sha256() {}

  /** The 64 lower-case hexadecimal digits of the text in UTF-8. */
  static String hex(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int padded = (bytes.length + LENGTH_BYTES) / BLOCK * BLOCK + BLOCK;
    byte[] all = Arrays.copyOf(bytes, padded);
    all[bytes.length] = (byte) 0x80;
    long bits = bytes.length * 8L;
    for (int i = 0; i < LENGTH_BYTES; i++) {
      all[padded - 1 - i] = (byte) (bits >>> (8 * i));
    }
    int[] state = START.clone();
    int[] words = new int[CONSTANTS.length];
    for (int at = 0; at < padded; at += BLOCK) {
      schedule(all, at, words);
      compress(state, words);
    }
    HexFormat hex = HexFormat.of();
    StringBuilder digits = new StringBuilder(BLOCK);
    for (int word : state) {
      digits.append(hex.toHexDigits(word));
    }
    return digits.toString();
  }

  private static void schedule(byte[] all, int at, int[] words) {
    for (int i = 0; i < 16; i++) {
      int p = at + 4 * i;
      words[i] =
          (all[p] << 24)
              | ((all[p + 1] & 0xff) << 16)
              | ((all[p + 2] & 0xff) << 8)
              | (all[p + 3] & 0xff);
    }
    for (int i = 16; i < words.length; i++) {
      int a = words[i - 15];
      int b = words[i - 2];
      int small = Integer.rotateRight(a, 7) ^ Integer.rotateRight(a, 18) ^ (a >>> 3);
      int large = Integer.rotateRight(b, 17) ^ Integer.rotateRight(b, 19) ^ (b >>> 10);
      words[i] = words[i - 16] + small + words[i - 7] + large;
    }
  }

  private static void compress(int[] state, int[] words) {
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int f = state[5];
    int g = state[6];
    int h = state[7];
    for (int i = 0; i < words.length; i++) {
      int s1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
      int one = h + s1 + ((e & f) ^ (~e & g)) + CONSTANTS[i] + words[i];
      int s0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
      int two = s0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + one;
      d = c;
      c = b;
      b = a;
      a = one + two;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }
}
