import java.util.Set;
import nndl.Activation;
import nndl.Cost;
import nndl.Hyperparameters;
import nndl.Initializer;
import nndl.Monitor;
import nndl.Network;
import nndl.Sgd;
import nndl.VarianceScaling;
import nndl.data.Digits;
import nndl.data.DrawnDigits;
import nndl.random.NumpyRandom;
import nndl.random.PythonRandom;

/**
 * What the page must give: trains in the JVM, and prints how many validation images are right. The
 * arguments are the number of training images, of epochs, and for each network hidden layers
 * (30-30), activation, start, η, λ and seed, with a comma between them. With "time" in front, it
 * prints the CPU milliseconds of each epoch, with its measures, instead.
 */
public class PageCounts {
  public static void main(String[] args) {
    boolean time = args[0].equals("time");
    int from = time ? 1 : 0;
    int images = Integer.parseInt(args[from]);
    int epochs = Integer.parseInt(args[from + 1]);
    Digits all = DrawnDigits.draw(images + images / 5, 1);
    Digits training = all.slice(0, images);
    Digits validation = all.slice(images, all.size());
    for (int i = from + 2; i < args.length; i++) {
      String[] parts = args[i].split(",");
      int seed = Integer.parseInt(parts[5]);
      Network net = new Network(sizes(parts[0]), activation(parts[1]), Cost.CROSS_ENTROPY,
          start(parts[2]), new NumpyRandom(seed));
      Hyperparameters hyperparameters = new Hyperparameters(epochs, 10,
          Double.parseDouble(parts[3]), Double.parseDouble(parts[4]));
      long[] begin = {cpu()};
      new Sgd(training, new PythonRandom(seed)).train(net, hyperparameters, validation,
          Set.of(Monitor.EVALUATION_ACCURACY), (epoch, measures) -> {
            double cost = net.cost(validation, 0);
            long now = cpu();
            System.out.print(time
                ? (now - begin[0]) / 1e6 + (cost < 0 ? "?" : " ")
                : Math.round(measures.get("accuracy") * validation.size() / 100) + " ");
            begin[0] = cpu();
          });
      System.out.println();
    }
  }

  private static long cpu() {
    return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static int[] sizes(String hidden) {
    return java.util.Arrays.stream(("784-" + hidden + "-10").split("-"))
        .mapToInt(Integer::parseInt).toArray();
  }

  private static Activation activation(String name) {
    return name.equals("ReLU") ? Activation.RELU : Activation.SIGMOID;
  }

  private static Initializer start(String name) {
    return switch (name) {
      case "old" -> Initializer.OLD;
      case "new" -> Initializer.NEW;
      case "He" -> VarianceScaling.HE;
      default -> VarianceScaling.LECUN;
    };
  }
}
