package nndl.data;

import java.util.Arrays;
import java.util.StringTokenizer;
import nndl.random.NumpyRandom;
import nndl.words.Words;

/**
 * Digits that the library draws itself, to stand in where there is no MNIST. They look like
 * handwriting, have as much ink as MNIST's, and are about as hard for a small network.
 *
 * <p>Each digit has a few shapes. One of them is bent, slanted, drawn with a pen of random width,
 * fitted in a box of about 20 × 20 pixels and centred by its ink in 28 × 28, as MNIST's are. A seed
 * gives the same bytes on every machine: all arithmetic is of the kinds that Java 17 defines to the
 * last bit ({@code + - * /}, square roots, {@link StrictMath}).
 */
public final class DrawnDigits {
  /**
   * The ways to write each digit. Two figures are a point: column and row, from 0 (left, top) to 9.
   * The pen goes from the first point to the last, and rounds off the corners at those between (it
   * is a quadratic B-spline, and they control it). A point given twice is a sharp corner. At | the
   * pen lifts.
   */
  private static final String[][] SHAPES = {
    {"50 00 09 99 90 40", // 0, an oval,
      "72 50 00 09 99 91 50 31", // with ends that cross,
      "70 20 05 09 79 94 90 51"}, // or leaning
    {"50 54 59", // 1, a line,
      "40 53 59", // bent,
      "32 50 50 54 59", // with a flag,
      "22 50 50 54 59|19 59 89"}, // with a flag and a base
    {"12 20 90 94 09 09 59 99", // 2 with a corner,
      "12 20 90 93 29 09 07 27 69 98", // with a loop,
      "12 30 80 84 19 19 48 69 98"}, // with a wave
    {"11 30 80 84 44 44 94 99 29 08", // 3, round,
      "10 50 90 90 44 44 94 99 29 08", // with a flat top,
      "12 20 90 94 34 35 94 99 29 17"}, // without a corner
    {"20 05 05 55 95|70 65 69", // 4, open,
      "60 06 06 56 96|60 55 59", // closed,
      "10 06 46 81 81 79", // in one go,
      "30 14 17 85|81 75 69"}, // round
    {"80 20 20 14 14 94 99 29 08", // 5 in one go,
      "90 30 04 85 99 29 08", // like an S,
      "21 14 14 94 99 29 08|20 50 91"}, // with its bar drawn last
    {"70 03 09 89 94 34 07", // 6, leaning,
      "71 60 02 09 99 95 25 07", // with a hook,
      "40 06 09 89 95 35 07"}, // nearly straight
    {"00 50 90 90 39", // 7, plain,
      "01 50 90 90 39|15 55 85", // with a bar,
      "02 00 00 90 90 49", // with a serif,
      "01 30 90 64 59"}, // bent
    {"71 60 10 14 95 99 09 05 84 80 50", // 8 from the top,
      "50 10 14 84 80 40|54 04 09 99 94 44", // of two rings,
      "91 60 10 14 95 99 09 05 91"}, // open
    {"82 80 20 03 25 75 82 82 69", // 9, straight,
      "82 80 10 04 45 84 82 89 39 18", // curved,
      "71 20 04 45 81 81 59"}}; // leaning

  // How people differ: means and standard deviations, in heights of a digit
  private static final double WIDTH = 0.66;
  private static final double WIDTH_SD = 0.15;
  private static final double SLANT = 0.1;
  private static final double SLANT_SD = 0.24;
  private static final double TILT_SD = 0.09;
  private static final double WARP_SD = 0.085;
  private static final double END_SD = 0.065; // how far an end of a stroke is off, besides
  // The pen, in pixels; only the pressure is a share of the radius, gained or lost along a digit
  private static final double RADIUS = 1.28;
  private static final double RADIUS_SD = 0.33;
  private static final double SMALLEST_RADIUS = 0.6;
  private static final double PRESSURE_SD = 0.2;
  private static final double TREMOR_SD = 0.1;
  private static final double EDGE = 1.15; // from full ink to none

  private static final int BOX = 20;
  private static final double CENTRE = (Digits.SIDE - 1) / 2.0;
  private static final int NODES = 4; // of the warp, along a side
  private static final int PIECES = 5; // straight ones, for a parabola
  private static final int MOST_POINTS = 80;

  private final NumpyRandom random;
  private final double[] warpX = new double[NODES * NODES];
  private final double[] warpY = new double[NODES * NODES];
  private final double[] x = new double[MOST_POINTS];
  private final double[] y = new double[MOST_POINTS];
  private final double[] radius = new double[MOST_POINTS];
  private final boolean[] drawn = new boolean[MOST_POINTS];
  private int points;
  private final double[] ink = new double[Digits.PIXELS];

  private DrawnDigits(int seed) {
    random = new NumpyRandom(seed);
  }

  /**
   * Draws as many digits as MNIST has, always the same.
   *
   * @return 70,000 digits, split as MNIST is
   */
  public static Dataset dataset() {
    return Dataset.split(Dataset.DRAWN, draw(60_000, 1), draw(10_000, 2));
  }

  /**
   * Draws digits: each of 0 to 9 as often as the others, in random order.
   *
   * @param count how many, 1 to 1,000,000
   * @param seed any int; the same count and seed give the same digits
   * @return the digits
   * @throws IllegalArgumentException if count is out of range
   */
  public static Digits draw(int count, int seed) {
    if (count < 1 || count > 1_000_000) {
      throw new IllegalArgumentException(
          Words.text("digits.count", count));
    }
    DrawnDigits hand = new DrawnDigits(seed);
    byte[] labels = hand.labels(count);
    byte[] levels = new byte[count * Digits.PIXELS];
    for (int i = 0; i < count; i++) {
      String[] shapes = SHAPES[labels[i]];
      hand.trace(shapes[(int) (hand.random.uniform() * shapes.length)]);
      hand.fit();
      Arrays.fill(hand.ink, 0);
      for (int k = 1; k < hand.points; k++) {
        if (hand.drawn[k]) {
          hand.line(k - 1, k);
        }
      }
      hand.place(levels, i * Digits.PIXELS);
    }
    return Digits.of(levels, labels);
  }

  /** The digits 0 to 9 over and over, shuffled. */
  private byte[] labels(int count) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      int j = (int) (random.uniform() * (i + 1));
      labels[i] = labels[j];
      labels[j] = (byte) (i % Digits.CLASSES);
    }
    return labels;
  }

  /** A normal number within two standard deviations: what is odder, nobody could read. */
  private double normal(double mean, double sd) {
    return mean + sd * Math.max(-2, Math.min(2, random.randn()));
  }

  /** Finds the points that the pen passes when this hand writes a shape. */
  private void trace(String shape) {
    for (int i = 0; i < warpX.length; i++) {
      warpX[i] = normal(0, WARP_SD);
      warpY[i] = normal(0, WARP_SD);
    }
    double width = normal(WIDTH, WIDTH_SD);
    double slant = normal(SLANT, SLANT_SD);
    double tilt = normal(0, TILT_SD);
    points = 0;
    StringTokenizer strokes = new StringTokenizer(shape, "|"); // split needs regular expressions
    while (strokes.hasMoreTokens()) {
      String stroke = strokes.nextToken();
      int n = (stroke.length() + 1) / 3;
      double[] px = new double[n];
      double[] py = new double[n];
      for (int i = 0; i < n; i++) {
        double u = (stroke.charAt(3 * i) - '0') / 9.0;
        double v = (stroke.charAt(3 * i + 1) - '0') / 9.0;
        double miss = i == 0 || i == n - 1 ? END_SD : 0;
        double across = u + bilinear(warpX, u, v) + normal(0, miss);
        double under = v + bilinear(warpY, u, v) + normal(0, miss);
        px[i] = width * across - slant * under;
        py[i] = under - tilt * across;
      }
      bend(px, py);
    }
  }

  /** A value between those at the nodes: lines that meet in a shape so meet when it is bent. */
  private static double bilinear(double[] nodes, double u, double v) {
    int i = Math.min((int) (u * (NODES - 1)), NODES - 2);
    int j = Math.min((int) (v * (NODES - 1)), NODES - 2);
    double a = u * (NODES - 1) - i;
    double b = v * (NODES - 1) - j;
    int k = j * NODES + i;
    return (1 - b) * ((1 - a) * nodes[k] + a * nodes[k + 1])
        + b * ((1 - a) * nodes[k + NODES] + a * nodes[k + NODES + 1]);
  }

  /** Adds the points of a stroke: a parabola for each control point between the ends. */
  private void bend(double[] px, double[] py) {
    add(px[0], py[0], false);
    for (int i = 1; i < px.length - 1; i++) {
      double fromX = x[points - 1];
      double fromY = y[points - 1];
      boolean last = i == px.length - 2;
      double toX = last ? px[i + 1] : (px[i] + px[i + 1]) / 2;
      double toY = last ? py[i + 1] : (py[i] + py[i + 1]) / 2;
      for (int piece = 1; piece <= PIECES; piece++) {
        double t = (double) piece / PIECES;
        double a = (1 - t) * (1 - t);
        double b = 2 * t * (1 - t);
        double c = t * t;
        add(a * fromX + b * px[i] + c * toX, a * fromY + b * py[i] + c * toY, true);
      }
    }
  }

  private void add(double toX, double toY, boolean penDown) {
    x[points] = toX;
    y[points] = toY;
    drawn[points++] = penDown;
  }

  /** Takes a pen and scales the points so that the ink will fill the box. */
  private void fit() {
    double pen = normal(RADIUS, RADIUS_SD);
    double pressure = normal(0, PRESSURE_SD);
    double left = Arrays.stream(x, 0, points).min().getAsDouble();
    double right = Arrays.stream(x, 0, points).max().getAsDouble();
    double top = Arrays.stream(y, 0, points).min().getAsDouble();
    double bottom = Arrays.stream(y, 0, points).max().getAsDouble();
    double scale = (BOX - EDGE - 2 * pen) / Math.max(right - left, bottom - top);
    for (int i = 0; i < points; i++) {
      x[i] = CENTRE + scale * (x[i] - (left + right) / 2) + normal(0, TREMOR_SD);
      y[i] = CENTRE + scale * (y[i] - (top + bottom) / 2) + normal(0, TREMOR_SD);
      double along = 2.0 * i / (points - 1) - 1;
      radius[i] = Math.max(SMALLEST_RADIUS, pen * (1 + pressure * along) + normal(0, TREMOR_SD));
    }
  }

  /** Inks the pixels near the line between two points: fully inside, less across its edge. */
  private void line(int i, int j) {
    double dx = x[j] - x[i];
    double dy = y[j] - y[i];
    double square = Math.max(dx * dx + dy * dy, 1e-9);
    double reach = Math.max(radius[i], radius[j]) + EDGE / 2;
    int right = (int) (Math.max(x[i], x[j]) + reach);
    int bottom = (int) (Math.max(y[i], y[j]) + reach);
    for (int row = (int) (Math.min(y[i], y[j]) - reach) + 1; row <= bottom; row++) {
      for (int column = (int) (Math.min(x[i], x[j]) - reach) + 1; column <= right; column++) {
        double t = ((column - x[i]) * dx + (row - y[i]) * dy) / square;
        t = Math.max(0, Math.min(1, t));
        double offX = column - x[i] - t * dx;
        double offY = row - y[i] - t * dy;
        double depth = radius[i] + t * (radius[j] - radius[i])
            - Math.sqrt(offX * offX + offY * offY);
        int k = row * Digits.SIDE + column;
        ink[k] = Math.max(ink[k], Math.min(1, 0.5 + depth / EDGE));
      }
    }
  }

  /** Puts the ink on paper. Moves it by whole pixels, as MNIST's images were, hence no blur. */
  private void place(byte[] levels, int offset) {
    double mass = 0;
    double sumX = 0;
    double sumY = 0;
    int left = Digits.SIDE;
    int right = 0;
    int top = Digits.SIDE;
    int bottom = 0;
    for (int k = 0; k < ink.length; k++) {
      if (ink[k] > 0) {
        int column = k % Digits.SIDE;
        int row = k / Digits.SIDE;
        mass += ink[k];
        sumX += ink[k] * column;
        sumY += ink[k] * row;
        left = Math.min(left, column);
        right = Math.max(right, column);
        top = Math.min(top, row);
        bottom = Math.max(bottom, row);
      }
    }
    int move = Digits.SIDE * shift(sumY / mass, top, bottom) + shift(sumX / mass, left, right);
    for (int k = 0; k < ink.length; k++) {
      if (ink[k] > 0) {
        levels[offset + k + move] = (byte) (255 * ink[k] + 0.5);
      }
    }
  }

  /** How far to move the centre of mass to the middle: less if a border would not stay empty. */
  private static int shift(double centre, int first, int last) {
    int shift = (int) Math.floor(CENTRE - centre + 0.5);
    return Math.max(1 - first, Math.min(Digits.SIDE - 2 - last, shift));
  }
}
