import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nndl.Cost;
import nndl.Hyperparameters;
import nndl.Initializer;
import nndl.Monitor;
import nndl.Network;
import nndl.Sgd;
import nndl.data.Dataset;
import nndl.data.Digits;
import nndl.experiment.Experiment;
import nndl.notebook.Notebook;
import nndl.random.NumpyRandom;
import nndl.random.PythonRandom;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DGrowArray;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.simple.SimpleMatrix;
import org.ejml.sparse.csc.CommonOps_DSCC;

/**
 * What the benchmark runs in Java: {@code Bench MODE FOLDER SIZES MINI_BATCH IMAGES VALIDATION}.
 *
 * <p>MODE {@code files} writes what the peers in other languages read, for all SIZES, separated by
 * commas. {@code this} (the library), {@code ejml-dense} and {@code ejml-sparse} are peers; see
 * peers.py for the conversation. {@code cores} compares two trainings on two cores with the same
 * one after another.
 */
public final class Bench {
  static final double ETA = 0.1;
  static final double LMBDA = 5;
  static final int SEED = 1;

  private Bench() {}

  /** Trains, and tells the share of validation images classified right, in percent. */
  interface Peer {
    double train(int epochs);
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    int miniBatch = Integer.parseInt(args[3]);
    int images = Integer.parseInt(args[4]);
    int validation = Integer.parseInt(args[5]);
    PrintStream answers = System.out;
    System.setOut(System.err); // what the library says of the digits is no answer
    Dataset all = Notebook.loadDigits();
    System.setOut(answers);
    Digits training = all.training().slice(0, images);
    Digits validating = all.validation().slice(0, validation);
    if (args[0].equals("files")) {
      writeFiles(folder, args[2].split(","), training, validating);
      System.out.println(all.source());
      return;
    }
    int[] sizes = Arrays.stream(args[2].split("-")).mapToInt(Integer::parseInt).toArray();
    if (args[0].equals("cores")) {
      System.out.println(speedup(sizes, miniBatch, training, validating));
      return;
    }
    Peer peer = switch (args[0]) {
      case "this" -> library(sizes, miniBatch, training, validating);
      case "ejml-dense" -> new Ejml(sizes, miniBatch, training, validating, false);
      case "ejml-sparse" -> new Ejml(sizes, miniBatch, training, validating, true);
      default -> throw new IllegalArgumentException("no mode " + args[0]);
    };
    System.out.println("ready Java " + Runtime.version());
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int epochs = Integer.parseInt(line);
      long before = cpuTime();
      double accuracy = peer.train(epochs);
      System.out.printf("%.6f %.4f%n", (cpuTime() - before) * 1e-9 / epochs, accuracy);
    }
  }

  /** Nanoseconds of all threads, so the compiler's and the garbage collector's count too. */
  private static long cpuTime() {
    return ((com.sun.management.OperatingSystemMXBean)
        ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
  }

  static Network start(int[] sizes) {
    return new Network(sizes, Cost.CROSS_ENTROPY, Initializer.NEW, new NumpyRandom(SEED));
  }

  private static Peer library(int[] sizes, int miniBatch, Digits training, Digits validation) {
    Network net = start(sizes);
    Sgd sgd = new Sgd(training, new PythonRandom(SEED));
    return epochs -> sgd.train(net, new Hyperparameters(epochs, miniBatch, ETA, LMBDA), validation)
        .last(Monitor.EVALUATION_ACCURACY.key);
  }

  // ---- two trainings on two cores ----

  private static final int TIMES = 5;

  /** How many times as fast two trainings are side by side, by the clock; the median of five. */
  private static double speedup(int[] sizes, int miniBatch, Digits training, Digits validation) {
    List<Peer> two = List.of(library(sizes, miniBatch, training, validation),
        library(sizes, miniBatch, training, validation));
    double[] ratios = new double[TIMES];
    two.get(0).train(3); // until the loops are compiled
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      two.forEach(peer -> peer.train(3));
      long middle = System.nanoTime();
      new Experiment("Both").factor("peer", 0, 1)
          .run(run -> run.row(Map.of("accuracy", two.get(run.number("peer")).train(3))));
      ratios[i] = (double) (middle - start) / (System.nanoTime() - middle);
    }
    Arrays.sort(ratios);
    return ratios[TIMES / 2];
  }

  // ---- files for the other languages ----

  private static void writeFiles(Path folder, String[] networks, Digits training,
      Digits validation) throws IOException {
    Files.createDirectories(folder);
    try (DataOutputStream images = out(folder.resolve("images"));
        DataOutputStream labels = out(folder.resolve("labels"))) {
      for (Digits digits : List.of(training, validation)) {
        for (int i = 0; i < digits.size(); i++) {
          for (double x : digits.rows().row(i)) {
            images.write((int) (256 * x));
          }
          labels.write(digits.label(i));
        }
      }
    }
    ByteBuffer orders = buffer(10 * Integer.BYTES * training.size());
    Orders random = new Orders(training.size());
    for (int epoch = 0; epoch < 10; epoch++) {
      IntStream.of(random.next()).forEach(orders::putInt);
    }
    Files.write(folder.resolve("orders"), orders.array());
    for (String sizes : networks) {
      Network net = start(Arrays.stream(sizes.split("-")).mapToInt(Integer::parseInt).toArray());
      List<Double> numbers = new ArrayList<>();
      for (int l = 0; l < net.weights.length; l++) {
        for (SimpleMatrix matrix : List.of(net.biases[l], net.weights[l])) {
          for (int i = 0; i < matrix.getNumElements(); i++) {
            numbers.add(matrix.get(i));
          }
        }
      }
      ByteBuffer bytes = buffer(Double.BYTES * numbers.size());
      numbers.forEach(bytes::putDouble);
      Files.write(folder.resolve("start-" + sizes), bytes.array());
    }
  }

  private static DataOutputStream out(Path file) throws IOException {
    return new DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(file)));
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
  }

  /** The orders in which {@link Sgd} takes the images. */
  static final class Orders {
    private final PythonRandom random = new PythonRandom(SEED);
    private final int[] order;

    Orders(int images) {
      order = IntStream.range(0, images).toArray();
    }

    int[] next() {
      random.shuffle(order);
      return order;
    }
  }

  // ---- EJML ----

  /** The same network with EJML's matrix operations, a whole mini-batch at a time. */
  static final class Ejml implements Peer {
    private final int miniBatch;
    private final Digits training;
    private final Digits validation;
    private final boolean sparse;
    private final Orders orders;
    /** inputs × neurons, so that a row of inputs times it is a row of weighted inputs. */
    private final DMatrixRMaj[] weights;
    private final DMatrixRMaj[] biases;
    private final DMatrixRMaj[] a;
    private final DMatrixRMaj[] delta;
    private final double[][] images;
    private final DMatrixRMaj dense = new DMatrixRMaj(0, 0);
    private final int[][] pixels;
    private final DMatrixSparseCSC columns = new DMatrixSparseCSC(784, 0);
    private final DGrowArray work = new DGrowArray();

    Ejml(int[] sizes, int miniBatch, Digits training, Digits validation, boolean sparse) {
      EjmlConcurrency.USE_CONCURRENT = false;
      this.miniBatch = miniBatch;
      this.training = training;
      this.validation = validation;
      this.sparse = sparse;
      orders = new Orders(training.size());
      Network net = start(sizes);
      int layers = net.weights.length;
      weights = new DMatrixRMaj[layers];
      biases = new DMatrixRMaj[layers];
      a = new DMatrixRMaj[layers];
      delta = new DMatrixRMaj[layers];
      for (int l = 0; l < layers; l++) {
        weights[l] = net.weights[l].transpose().getDDRM();
        biases[l] = net.biases[l].getDDRM();
        a[l] = new DMatrixRMaj(miniBatch, sizes[l + 1]);
        delta[l] = new DMatrixRMaj(miniBatch, sizes[l + 1]);
      }
      int count = training.size() + validation.size();
      images = new double[count][];
      pixels = new int[count][];
      for (int i = 0; i < count; i++) {
        double[] row = i < training.size() ? training.rows().row(i)
            : validation.rows().row(i - training.size());
        if (sparse) {
          pixels[i] = IntStream.range(0, row.length).filter(j -> row[j] != 0).toArray();
          images[i] = IntStream.of(pixels[i]).mapToDouble(j -> row[j]).toArray();
        } else {
          images[i] = row;
        }
      }
    }

    @Override
    public double train(int epochs) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        int[] order = orders.next();
        for (int from = 0; from < order.length; from += miniBatch) {
          step(Arrays.copyOfRange(order, from, Math.min(from + miniBatch, order.length)));
        }
      }
      int right = 0;
      for (int from = 0; from < validation.size(); from += miniBatch) {
        int to = Math.min(from + miniBatch, validation.size());
        int first = training.size();
        feedforward(IntStream.range(first + from, first + to).toArray());
        DMatrixRMaj out = a[a.length - 1];
        for (int e = 0; e < to - from; e++) {
          int best = 0;
          for (int j = 1; j < Digits.CLASSES; j++) {
            best = out.get(e, j) > out.get(e, best) ? j : best;
          }
          right += best == validation.label(from + e) ? 1 : 0;
        }
      }
      return 100.0 * right / validation.size();
    }

    private void select(int[] batch) {
      if (!sparse) {
        dense.reshape(batch.length, 784);
        for (int e = 0; e < batch.length; e++) {
          System.arraycopy(images[batch[e]], 0, dense.data, e * 784, 784);
        }
        return;
      }
      int count = 0;
      for (int image : batch) {
        count += pixels[image].length;
      }
      columns.reshape(784, batch.length, count);
      int k = 0;
      for (int e = 0; e < batch.length; e++) {
        int[] rows = pixels[batch[e]];
        System.arraycopy(rows, 0, columns.nz_rows, k, rows.length);
        System.arraycopy(images[batch[e]], 0, columns.nz_values, k, rows.length);
        k += rows.length;
        columns.col_idx[e + 1] = k;
      }
      columns.nz_length = k;
    }

    private void feedforward(int[] batch) {
      select(batch);
      for (int l = 0; l < a.length; l++) {
        DMatrixRMaj z = a[l];
        z.reshape(batch.length, weights[l].numCols);
        if (l > 0) {
          CommonOps_DDRM.mult(a[l - 1], weights[l], z);
        } else if (sparse) {
          CommonOps_DSCC.multTransA(columns, weights[0], z, work);
        } else {
          CommonOps_DDRM.mult(dense, weights[0], z);
        }
        int neurons = z.numCols;
        for (int i = 0; i < batch.length * neurons; i++) {
          z.data[i] = 1 / (1 + Math.exp(-z.data[i] - biases[l].data[i % neurons]));
        }
      }
    }

    private void step(int[] batch) {
      feedforward(batch);
      int last = a.length - 1;
      delta[last].setTo(a[last]);
      for (int e = 0; e < batch.length; e++) {
        delta[last].data[e * Digits.CLASSES + training.label(batch[e])] -= 1;
      }
      for (int l = last; l > 0; l--) {
        delta[l - 1].reshape(batch.length, weights[l].numRows);
        CommonOps_DDRM.multTransB(delta[l], weights[l], delta[l - 1]);
        double[] d = delta[l - 1].data;
        double[] out = a[l - 1].data;
        for (int i = 0; i < batch.length * weights[l].numRows; i++) {
          d[i] *= out[i] * (1 - out[i]);
        }
      }
      double rate = -ETA / batch.length;
      for (int l = 0; l <= last; l++) {
        int neurons = weights[l].numCols;
        for (int i = 0; i < batch.length * neurons; i++) {
          biases[l].data[i % neurons] += rate * delta[l].data[i];
        }
        CommonOps_DDRM.scale(1 - ETA * LMBDA / training.size(), weights[l]);
        if (l > 0) {
          CommonOps_DDRM.multAddTransA(rate, a[l - 1], delta[l], weights[l]);
        } else if (sparse) {
          CommonOps_DDRM.scale(rate, delta[0]);
          CommonOps_DSCC.multAdd(columns, delta[0], weights[0]);
        } else {
          CommonOps_DDRM.multAddTransA(rate, dense, delta[0], weights[0]);
        }
      }
    }
  }
}
