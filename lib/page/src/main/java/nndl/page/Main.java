package nndl.page;

import java.io.IOException;
import nndl.data.Digits;
import nndl.data.DrawnDigits;
import nndl.data.MnistFile;
import nndl.words.Words;

/**
 * The worker behind the page. The page asks for a neuron, a stack of layers or a race; each question
 * is answered with numbers, or with the sentence of an error. A race goes on telling what happens.
 */
public final class Main {
  private static final Data DATA = new Data();
  private static Digits few;
  private static Race race;

  private Main() {}

  /**
   * Begins to listen.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    Host.listen(Main::asked);
  }

  private static void asked(Request request) {
    Answer answer;
    try {
      answer = answer(request);
    } catch (IOException | IllegalArgumentException | ArithmeticException
        | IndexOutOfBoundsException e) {
      answer = Answer.empty().put("error", e.getMessage());
    }
    Host.tell(answer.put("event", "answer").put("id", request.number("id")));
  }

  private static Answer answer(Request request) throws IOException {
    Answer done = Answer.empty();
    switch (request.text("ask")) {
      case "neuron" -> done = OneNeuron.answer(request);
      case "stack" -> {
        if (few == null) {
          few = DrawnDigits.draw(20, 1);
        }
        done = Stack.answer(request, few);
      }
      case "file" -> {
        MnistFile file = DATA.take(
            request.text("name"), request.bytes("bytes").copyToJavaArray(), request.text("hash"));
        done.put("file", file.name()).put("complete", DATA.hasMnist());
      }
      case "names" -> done.put("names",
          String.join(" ", MnistFile.ALL.stream().map(MnistFile::name).toList()));
      case "language" -> Words.choose(request.text("language"));
      case "race" -> done = race(request);
      case "step" -> race.step(1);
      case "epoch" -> race.epoch();
      case "run" -> race.runTo(request.whole("to"));
      case "pause" -> race.pause();
      case "layer" -> race.show(request.whole("layer"));
      default -> throw new IllegalArgumentException("no such question: " + request.text("ask"));
    }
    return done;
  }

  /** Makes a new race; the digits that it shows are answered. */
  private static Answer race(Request request) {
    race = null;
    boolean mnist = request.text("data").equals("mnist");
    int count = request.whole("images");
    Digits training = DATA.training(mnist, count);
    Digits validation = DATA.validation(mnist, count);
    race = new Race(request, training, validation);
    Answer[] shown = new Answer[Training.SHOWN];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = Answer.empty().put("label", validation.label(i))
          .put("pixels", validation.image(i).getDDRM().data);
    }
    return Answer.empty().put("validation", validation.size()).put("shown", shown);
  }

  /** Whether a race is the one that the page shows. */
  static boolean isCurrent(Race other) {
    return race == other;
  }
}
