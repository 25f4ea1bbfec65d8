"""The benchmark's peers that are written in Python: peers.py NAME FOLDER SIZES MINI_BATCH IMAGES
VALIDATION

Each trains the same network by the same formulas, as its library would have it. FOLDER has, from
Bench.java: images (bytes, 784 an image, the training images first), labels (bytes), start-SIZES
(doubles: of each layer its biases, then its weights, a row a neuron) and orders (ten epochs'
orders of the training images, int32), all as the machine has them in memory.

A peer first says "ready VERSION". Then it reads a number of epochs a line, trains that many, each
followed by the accuracy on the validation images, and answers with the CPU seconds of an epoch,
all its threads together, and the last accuracy in percent.
"""

import sys
import time

import numpy as np

ETA, LMBDA = 0.1, 5.0


class Task:
    """What a peer is given."""

    def __init__(self, folder, sizes, mini_batch, images, validation):
        self.folder, self.name = folder, sizes
        self.sizes = [int(size) for size in sizes.split("-")]
        self.m, self.n, self.validation = int(mini_batch), int(images), int(validation)
        self.keep = 1 - ETA * LMBDA / self.n  # what weight decay leaves of a weight in a step
        self.y = np.fromfile(f"{folder}/labels", np.uint8)
        self.orders = np.fromfile(f"{folder}/orders", np.int32).reshape(10, self.n)

    def images(self, dtype):
        levels = np.fromfile(f"{self.folder}/images", np.uint8).reshape(-1, 784)
        return levels.astype(dtype) / dtype(256)

    def targets(self, dtype):
        return np.eye(10, dtype=dtype)[self.y]

    def start(self, dtype):
        """Biases, and weights with a row a neuron, of each layer."""
        numbers = np.fromfile(f"{self.folder}/start-{self.name}", np.float64).astype(dtype)
        biases, weights = [], []
        for x, y in zip(self.sizes, self.sizes[1:]):
            biases.append(numbers[:y].copy())
            weights.append(numbers[y : y + x * y].reshape(y, x).copy())
            numbers = numbers[y + x * y :]
        return biases, weights

    def batches(self, order):
        for i in range(0, self.n, self.m):
            yield order[i : i + self.m]

    def percent(self, classes):
        return 100 * np.mean(np.asarray(classes) == self.y[self.n :])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class PerExample:
    """network2.py's algorithm: backpropagation for one example after another."""

    def __init__(self, task):
        self.task = task
        self.x = task.images(np.float64).reshape(-1, 784, 1)
        self.y = task.targets(np.float64).reshape(-1, 10, 1)
        biases, self.weights = task.start(np.float64)
        self.biases = [b.reshape(-1, 1) for b in biases]
        self.version = f"NumPy {np.__version__}"

    def feedforward(self, a):
        for b, w in zip(self.biases, self.weights):
            a = sigmoid(np.dot(w, a) + b)
        return a

    def backprop(self, x, y):
        slopes_b = [np.zeros(b.shape) for b in self.biases]
        slopes_w = [np.zeros(w.shape) for w in self.weights]
        activations, zs = [x], []
        for b, w in zip(self.biases, self.weights):
            zs.append(np.dot(w, activations[-1]) + b)
            activations.append(sigmoid(zs[-1]))
        delta = activations[-1] - y
        slopes_b[-1], slopes_w[-1] = delta, np.dot(delta, activations[-2].T)
        for layer in range(2, len(self.weights) + 1):
            slope = sigmoid(zs[-layer]) * (1 - sigmoid(zs[-layer]))
            delta = np.dot(self.weights[1 - layer].T, delta) * slope
            slopes_b[-layer] = delta
            slopes_w[-layer] = np.dot(delta, activations[-layer - 1].T)
        return slopes_b, slopes_w

    def epoch(self, order):
        for batch in self.task.batches(order):
            sums_b = [np.zeros(b.shape) for b in self.biases]
            sums_w = [np.zeros(w.shape) for w in self.weights]
            for i in batch:
                slopes_b, slopes_w = self.backprop(self.x[i], self.y[i])
                sums_b = [s + d for s, d in zip(sums_b, slopes_b)]
                sums_w = [s + d for s, d in zip(sums_w, slopes_w)]
            rate, keep = ETA / len(batch), self.task.keep
            self.weights = [keep * w - rate * s for w, s in zip(self.weights, sums_w)]
            self.biases = [b - rate * s for b, s in zip(self.biases, sums_b)]

    def classes(self):
        return [np.argmax(self.feedforward(x)) for x in self.x[self.task.n :]]


class MiniBatches:
    """A whole mini-batch as a matrix, a row an example; in place where NumPy can."""

    def __init__(self, task, dtype):
        self.task, self.dtype = task, dtype
        self.x, self.y = task.images(dtype), task.targets(dtype)
        self.biases, weights = task.start(dtype)
        self.weights = [np.ascontiguousarray(w.T) for w in weights]
        self.version = f"NumPy {np.__version__}"

    def feedforward(self, x):
        activations = [x]
        for b, w in zip(self.biases, self.weights):
            z = activations[-1] @ w
            z += b
            np.negative(z, out=z)
            np.exp(z, out=z)
            z += 1
            np.reciprocal(z, out=z)
            activations.append(z)
        return activations

    def epoch(self, order):
        keep = self.dtype(self.task.keep)
        for batch in self.task.batches(order):
            rate = self.dtype(ETA / len(batch))
            a = self.feedforward(self.x[batch])
            delta = a[-1] - self.y[batch]
            for layer in range(len(self.weights) - 1, -1, -1):
                b, w = self.biases[layer], self.weights[layer]
                step = a[layer].T @ delta
                step *= rate
                b -= rate * delta.sum(axis=0)
                if layer > 0:
                    delta = delta @ w.T
                    delta *= a[layer]
                    delta *= 1 - a[layer]
                w *= keep
                w -= step

    def classes(self):
        return self.feedforward(self.x[self.task.n :])[-1].argmax(axis=1)


class Jax:
    """The whole epoch as one compiled scan over the mini-batches, float32."""

    def __init__(self, task):
        import jax
        import jax.numpy as jnp

        def forward(params, x):
            activations = [x]
            for b, w in params:
                activations.append(jax.nn.sigmoid(activations[-1] @ w + b))
            return activations

        def step(params, batch, x, y):
            a = forward(params, x[batch])
            delta = a[-1] - y[batch]
            rate, after = ETA / len(batch), []
            for layer in range(len(params) - 1, -1, -1):
                b, w = params[layer]
                after.insert(
                    0, (b - rate * delta.sum(axis=0), task.keep * w - rate * (a[layer].T @ delta))
                )
                delta = (delta @ w.T) * a[layer] * (1 - a[layer])
            return after, None

        def epoch(params, order, x, y):
            whole = task.n - task.n % task.m
            batches = order[:whole].reshape(-1, task.m)
            params, _ = jax.lax.scan(lambda p, batch: step(p, batch, x, y), params, batches)
            return step(params, order[whole:], x, y)[0] if whole < task.n else params

        def classes(params, x):
            return forward(params, x)[-1].argmax(axis=1)

        self.x = jnp.asarray(task.images(np.float32))
        self.y = jnp.asarray(task.targets(np.float32))
        self.held_out = self.x[task.n :]
        self.params = [(jnp.asarray(b), jnp.asarray(w.T)) for b, w in zip(*task.start(np.float32))]
        order = jnp.asarray(task.orders[0])
        jitted = jax.jit(epoch, donate_argnums=0).lower(self.params, order, self.x, self.y)
        self.jitted_epoch = jitted.compile()  # before the clock starts
        self.jitted_classes = jax.jit(classes).lower(self.params, self.held_out).compile()
        self.version = f"JAX {jax.__version__}"

    def epoch(self, order):
        self.params = self.jitted_epoch(self.params, order, self.x, self.y)

    def classes(self):
        return self.jitted_classes(self.params, self.held_out)


class Sklearn:
    """scikit-learn's MLPClassifier, whose outputs are a softmax, in an order of its own."""

    def __init__(self, task):
        import sklearn
        from sklearn.neural_network import MLPClassifier

        x = task.images(np.float64)
        self.x, self.held_out = x[: task.n], x[task.n :]
        self.y = task.y[: task.n]
        self.model = MLPClassifier(
            tuple(task.sizes[1:-1]),
            activation="logistic",
            solver="sgd",
            batch_size=task.m,
            learning_rate_init=ETA,
            alpha=LMBDA * task.m / task.n,  # it divides by the size of the mini-batch
            momentum=0,
            random_state=1,
        )
        first = np.unique(self.y, return_index=True)[1]
        self.model.set_params(batch_size=len(first))
        self.model.partial_fit(self.x[first], self.y[first], classes=range(10))
        self.model.set_params(batch_size=task.m)
        for i, (b, w) in enumerate(zip(*task.start(np.float64))):
            self.model.intercepts_[i][...] = b
            self.model.coefs_[i][...] = w.T
        self.version = f"scikit-learn {sklearn.__version__}"

    def epoch(self, order):
        self.model.partial_fit(self.x, self.y)

    def classes(self):
        return self.model.predict(self.held_out)


class TorchByHand:
    """PyTorch's tensors with the formulas of backpropagation, float32."""

    def __init__(self, task):
        import torch

        torch.set_num_threads(1)
        self.torch, self.task = torch, task
        self.x = torch.from_numpy(task.images(np.float32))
        self.y = torch.from_numpy(task.targets(np.float32))
        biases, weights = task.start(np.float32)
        self.biases = [torch.from_numpy(b) for b in biases]
        self.weights = [torch.from_numpy(w) for w in weights]
        self.version = f"PyTorch {torch.__version__}"

    def feedforward(self, x):
        activations = [x]
        for b, w in zip(self.biases, self.weights):
            activations.append(self.torch.addmm(b, activations[-1], w.t()).sigmoid_())
        return activations

    def epoch(self, order):
        with self.torch.inference_mode():
            order = self.torch.from_numpy(order.astype(np.int64))
            x, y = self.x[order], self.y[order]
            for i in range(0, self.task.n, self.task.m):
                self.step(x[i : i + self.task.m], y[i : i + self.task.m])

    def step(self, x, y):
        a = self.feedforward(x)
        delta = a[-1] - y
        rate = ETA / len(x)
        for layer in range(len(self.weights) - 1, -1, -1):
            b, w = self.biases[layer], self.weights[layer]
            before = (delta @ w).mul_(a[layer]).mul_(1 - a[layer]) if layer > 0 else None
            w.addmm_(delta.t(), a[layer], beta=self.task.keep, alpha=-rate)
            b.sub_(delta.sum(0), alpha=rate)
            delta = before

    def classes(self):
        with self.torch.inference_mode():
            return self.feedforward(self.x[self.task.n :])[-1].argmax(1).numpy()


class TorchAutograd:
    """PyTorch as its tutorials have it: modules, a loss, backward, an optimizer; float32."""

    def __init__(self, task):
        import torch
        from torch import nn

        torch.set_num_threads(1)
        self.torch, self.task = torch, task
        self.x = torch.from_numpy(task.images(np.float32))
        self.y = torch.from_numpy(task.targets(np.float32))
        modules = []
        for b, w in zip(*task.start(np.float32)):
            linear = nn.Linear(w.shape[1], w.shape[0])
            linear.weight.data, linear.bias.data = torch.from_numpy(w), torch.from_numpy(b)
            modules += [linear, nn.Sigmoid()]
        self.net = nn.Sequential(*modules[:-1])  # the last sigmoid is in the loss
        self.loss = nn.BCEWithLogitsLoss(reduction="sum")
        weights = [module.weight for module in modules[::2]]
        biases = [module.bias for module in modules[::2]]
        self.optimizer = torch.optim.SGD(
            [{"params": weights, "weight_decay": LMBDA / task.n}, {"params": biases}], lr=ETA
        )
        self.version = f"PyTorch {torch.__version__}"

    def epoch(self, order):
        order = self.torch.from_numpy(order.astype(np.int64))
        x, y = self.x[order], self.y[order]
        for i in range(0, self.task.n, self.task.m):
            xs, ys = x[i : i + self.task.m], y[i : i + self.task.m]
            self.optimizer.zero_grad()
            (self.loss(self.net(xs), ys) / len(xs)).backward()
            self.optimizer.step()

    def classes(self):
        with self.torch.no_grad():
            return self.net(self.x[self.task.n :]).argmax(1).numpy()


PEERS = {
    "network2": PerExample,
    "numpy64": lambda task: MiniBatches(task, np.float64),
    "numpy32": lambda task: MiniBatches(task, np.float32),
    "jax": Jax,
    "sklearn": Sklearn,
    "torch": TorchByHand,
    "autograd": TorchAutograd,
}


def main(name, *arguments):
    task = Task(*arguments)
    peer = PEERS[name](task)
    print("ready", peer.version, flush=True)
    done = 0
    for line in sys.stdin:
        epochs = int(line)
        before = time.process_time()
        for _ in range(epochs):
            peer.epoch(task.orders[done % 10])
            accuracy = task.percent(peer.classes())
            done += 1
        print(f"{(time.process_time() - before) / epochs:.6f} {accuracy:.4f}", flush=True)


main(*sys.argv[1:])
