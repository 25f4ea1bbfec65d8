/*
 * The limit: the library's algorithm in C, vectorized by hand for GCC. Doubles, sparse images,
 * weight decay folded into a factor, and the sigmoid as a polynomial, as in package nndl.fast.
 *
 * step FOLDER SIZES MINI_BATCH IMAGES VALIDATION; see peers.py for the files and the conversation.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* doubles in a vector; vectors whose sums stay in registers, for an image and for five examples */
#ifdef __AVX512F__
#define LANES 8
#define LIKELY_VECTORS 16
#define BLOCK 4
#else
#define LANES 4
#define LIKELY_VECTORS 13
#define BLOCK 2
#endif
#define MAX_LAYERS 8
#define CLASSES 10
#define MOST_VECTORS 16 /* LIKELY_VECTORS on any machine */

typedef double vector __attribute__((vector_size(8 * LANES)));
typedef int64_t mask __attribute__((vector_size(8 * LANES)));

static const double ETA = 0.1, LMBDA = 5;

typedef struct {
  int inputs, vectors; /* vectors: of neurons, the last one filled up with zeros */
  vector *weights;     /* a row an input; the true weights are factor times these */
  vector *biases;
  vector *a, *delta;   /* a row an example */
} Layer;

static Layer layers[MAX_LAYERS];
static int layer_count, mini_batch, images, validation;
static double factor = 1;
static int *start;       /* image i has the entries start[i] up to start[i + 1] */
static uint16_t *column;
static uint8_t *level;
static uint8_t *labels;
static double value[256];

static void *zeros(size_t bytes) {
  void *p = aligned_alloc(64, (bytes + 63) / 64 * 64);
  if (!p) exit(2);
  return memset(p, 0, bytes);
}

static void *read_file(const char *folder, const char *name, size_t bytes) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  void *p = zeros(bytes);
  if (!file || fread(p, 1, bytes, file) != bytes) {
    fprintf(stderr, "%s: cannot read %zu bytes\n", path, bytes);
    exit(2);
  }
  fclose(file);
  return p;
}

static void load_images(const char *folder) {
  size_t all = images + validation, pixels = 784 * all;
  uint8_t *levels = read_file(folder, "images", pixels);
  labels = read_file(folder, "labels", all);
  start = zeros((all + 1) * sizeof *start);
  size_t count = 0;
  for (size_t i = 0; i < pixels; i++) count += levels[i] != 0;
  column = zeros((count + 1024) * sizeof *column); /* what is prefetched lies inside */
  level = zeros(count + 1024);
  int k = 0;
  for (size_t i = 0; i < all; i++) {
    for (int j = 0; j < 784; j++) {
      if (levels[784 * i + j]) {
        column[k] = j;
        level[k++] = levels[784 * i + j];
      }
    }
    start[i + 1] = k;
  }
  free(levels);
  for (int i = 0; i < 256; i++) value[i] = i / 256.0;
}

static void load_layers(const char *folder, const char *names) {
  int sizes[MAX_LAYERS + 1], count = 0, total = 0;
  char text[256], name[300];
  snprintf(text, sizeof text, "%s", names);
  for (char *s = strtok(text, "-"); s && count <= MAX_LAYERS; s = strtok(NULL, "-")) {
    sizes[count++] = atoi(s);
  }
  layer_count = count - 1;
  for (int l = 0; l < layer_count; l++) total += sizes[l + 1] * (sizes[l] + 1);
  snprintf(name, sizeof name, "start-%s", names);
  double *all = read_file(folder, name, total * sizeof *all), *p = all;
  for (int l = 0; l < layer_count; l++) {
    Layer *layer = &layers[l];
    int n = sizes[l + 1], v = (n + LANES - 1) / LANES;
    layer->inputs = sizes[l];
    layer->vectors = v;
    layer->weights = zeros(sizeof(vector) * v * sizes[l]);
    layer->biases = zeros(sizeof(vector) * v);
    layer->a = zeros(sizeof(vector) * v * mini_batch);
    layer->delta = zeros(sizeof(vector) * v * mini_batch);
    for (int j = 0; j < n; j++) ((double *)layer->biases)[j] = *p++;
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < sizes[l]; i++) ((double *)layer->weights)[i * v * LANES + j] = *p++;
    }
  }
  free(all);
}

/* ---- products with an image; inlined with a constant number of vectors, sums in registers ---- */

static inline __attribute__((always_inline)) void image_product(
    const vector *w, int stride, int v, int image, vector *z) {
  vector sum[MOST_VECTORS];
  for (int j = 0; j < v; j++) sum[j] = (vector){0};
  for (int k = start[image]; k < start[image + 1]; k++) {
    const vector *row = w + (size_t)column[k] * stride;
    double x = value[level[k]];
    for (int j = 0; j < v; j++) sum[j] += x * row[j];
  }
  for (int j = 0; j < v; j++) z[j] = sum[j];
}

static inline __attribute__((always_inline)) void add_image(
    vector *w, int stride, int v, int image, const vector *delta) {
  vector d[MOST_VECTORS];
  for (int j = 0; j < v; j++) d[j] = delta[j];
  for (int k = start[image]; k < start[image + 1]; k++) {
    vector *row = w + (size_t)column[k] * stride;
    double x = value[level[k]];
    for (int j = 0; j < v; j++) row[j] += x * d[j];
  }
}

#define EACH_COUNT(CASE) \
  CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) \
  CASE(9) CASE(10) CASE(11) CASE(12) CASE(13) CASE(14) CASE(15) CASE(16)

static void first_forward(Layer *layer, int image, vector *z) {
  for (int j = 0; j < layer->vectors; j += LIKELY_VECTORS) {
    int v = layer->vectors - j < LIKELY_VECTORS ? layer->vectors - j : LIKELY_VECTORS;
    switch (v) {
#define CASE(N) case N: image_product(layer->weights + j, layer->vectors, N, image, z + j); break;
      EACH_COUNT(CASE)
#undef CASE
    }
  }
}

static void first_update(Layer *layer, int image, const vector *delta) {
  for (int j = 0; j < layer->vectors; j += LIKELY_VECTORS) {
    int v = layer->vectors - j < LIKELY_VECTORS ? layer->vectors - j : LIKELY_VECTORS;
    switch (v) {
#define CASE(N) case N: add_image(layer->weights + j, layer->vectors, N, image, delta + j); break;
      EACH_COUNT(CASE)
#undef CASE
    }
  }
}

/* ---- products of later layers, in blocks that stay in registers ---- */

/* z[e] = the sum of a[e][i] w[i], for M examples and V vectors of neurons */
static inline __attribute__((always_inline)) void block_product(const vector *w, int stride,
    int inputs, int V, int M, const double *a, int a_stride, vector *z) {
  vector sum[5][4];
  for (int e = 0; e < M; e++)
    for (int j = 0; j < V; j++) sum[e][j] = (vector){0};
  for (int i = 0; i < inputs; i++) {
    for (int e = 0; e < M; e++) {
      double x = a[e * a_stride + i];
      for (int j = 0; j < V; j++) sum[e][j] += x * w[i * stride + j];
    }
  }
  for (int e = 0; e < M; e++)
    for (int j = 0; j < V; j++) z[e * stride + j] = sum[e][j];
}

static void later_forward(Layer *layer, const Layer *before, int m) {
  int stride = layer->vectors, a_stride = before->vectors * LANES;
  for (int j = 0; j < stride; j += BLOCK) {
    int v = stride - j < BLOCK ? stride - j : BLOCK;
    for (int e = 0; e < m;) {
      const vector *w = layer->weights + j;
      const double *a = (double *)before->a + e * a_stride;
      vector *z = layer->a + e * stride + j;
      if (m - e >= 5) {
        switch (v) {
          case 1: block_product(w, stride, layer->inputs, 1, 5, a, a_stride, z); break;
          case 2: block_product(w, stride, layer->inputs, 2, 5, a, a_stride, z); break;
          case 3: block_product(w, stride, layer->inputs, 3, 5, a, a_stride, z); break;
          case 4: block_product(w, stride, layer->inputs, 4, 5, a, a_stride, z); break;
        }
        e += 5;
      } else {
        block_product(w, stride, layer->inputs, v, 1, a, a_stride, z);
        e++;
      }
    }
  }
}

static inline double sum_of(vector v) {
  double sum = 0;
  for (int i = 0; i < LANES; i++) sum += v[i];
  return sum;
}

/* The errors of the layer before: each the product of a row of weights with these errors. */
static void backward(Layer *layer, Layer *before, int m) {
  int v = layer->vectors;
  for (int e = 0; e < m; e++) {
    const vector *d = layer->delta + e * v;
    double *out = (double *)(before->delta + e * before->vectors);
    for (int i = 0; i < layer->inputs; i++) {
      const vector *row = layer->weights + (size_t)i * v;
      vector sum = row[0] * d[0];
      for (int j = 1; j < v; j++) sum += row[j] * d[j];
      out[i] = sum_of(sum);
    }
    vector *delta = before->delta + e * before->vectors, *a = before->a + e * before->vectors;
    for (int j = 0; j < before->vectors; j++) delta[j] *= factor * a[j] * (1 - a[j]);
  }
}

static void later_update(Layer *layer, const Layer *before, int m) {
  int v = layer->vectors, a_stride = before->vectors * LANES;
  const double *a = (double *)before->a;
  for (int i = 0; i < layer->inputs; i++) {
    for (int j = 0; j < v; j++) {
      vector sum = layer->weights[(size_t)i * v + j];
      for (int e = 0; e < m; e++) sum += a[e * a_stride + i] * layer->delta[e * v + j];
      layer->weights[(size_t)i * v + j] = sum;
    }
  }
}

/* ---- the network ---- */

static inline vector choose(mask where, vector yes, vector no) {
  return (vector)((where & (mask)yes) | (~where & (mask)no));
}

/* z becomes sigmoid(factor z + b) */
static void activate(Layer *layer, int m) {
  for (int e = 0; e < m; e++) {
    vector *z = layer->a + e * layer->vectors;
    for (int j = 0; j < layer->vectors; j++) {
      vector x = factor * z[j] + layer->biases[j];
      x = choose(x > 40.0, (vector){} + 40, choose(x < -40.0, (vector){} - 40, x));
      x *= -1 / 256.0;
      vector p = (((x * (1 / 362880.0) + 1 / 40320.0) * x + 1 / 5040.0) * x + 1 / 720.0) * x;
      p = (((((p + 1 / 120.0) * x + 1 / 24.0) * x + 1 / 6.0) * x + 0.5) * x + 1) * x + 1;
      for (int i = 0; i < 8; i++) p *= p;
      z[j] = 1 / (1 + p);
    }
  }
}

static void feedforward(const int *order, int from, int m) {
  for (int e = 0; e < m; e++) { /* so that the waits for all images overlap */
    int k = start[order ? order[from + e] : from + e];
    for (int i = 0; i < 192; i += 32) __builtin_prefetch(column + k + i);
    for (int i = 0; i < 192; i += 64) __builtin_prefetch(level + k + i);
  }
  for (int e = 0; e < m; e++) {
    int image = order ? order[from + e] : from + e;
    first_forward(&layers[0], image, layers[0].a + e * layers[0].vectors);
  }
  activate(&layers[0], m);
  for (int l = 1; l < layer_count; l++) {
    later_forward(&layers[l], &layers[l - 1], m);
    activate(&layers[l], m);
  }
}

static void step(const int *order, int from, int m) {
  feedforward(order, from, m);
  Layer *last = &layers[layer_count - 1];
  for (int e = 0; e < m; e++) {
    double *delta = (double *)(last->delta + e * last->vectors);
    const double *a = (double *)(last->a + e * last->vectors);
    for (int j = 0; j < CLASSES; j++) delta[j] = a[j] - (j == labels[order[from + e]]);
  }
  for (int l = layer_count - 1; l > 0; l--) backward(&layers[l], &layers[l - 1], m);
  factor *= 1 - ETA * LMBDA / images;
  double rate = -ETA / m;
  for (int l = 0; l < layer_count; l++) {
    Layer *layer = &layers[l];
    for (int e = 0; e < m; e++) {
      for (int j = 0; j < layer->vectors; j++) {
        vector *d = &layer->delta[e * layer->vectors + j];
        layer->biases[j] += rate * *d;
        *d *= rate / factor;
      }
    }
    if (l) later_update(layer, &layers[l - 1], m);
  }
  for (int e = 0; e < m; e++) {
    first_update(&layers[0], order[from + e], layers[0].delta + e * layers[0].vectors);
  }
  if (factor < 0.5) {
    for (int l = 0; l < layer_count; l++) {
      size_t count = (size_t)layers[l].inputs * layers[l].vectors;
      for (size_t i = 0; i < count; i++) layers[l].weights[i] *= factor;
    }
    factor = 1;
  }
}

static double accuracy(void) {
  Layer *last = &layers[layer_count - 1];
  int right = 0;
  for (int from = 0; from < validation; from += mini_batch) {
    int m = validation - from < mini_batch ? validation - from : mini_batch;
    feedforward(NULL, images + from, m);
    for (int e = 0; e < m; e++) {
      const double *a = (double *)(last->a + e * last->vectors);
      int best = 0;
      for (int j = 1; j < CLASSES; j++) best = a[j] > a[best] ? j : best;
      right += best == labels[images + from + e];
    }
  }
  return 100.0 * right / validation;
}

int main(int count, char **argument) {
  if (count != 6) return 2;
  mini_batch = atoi(argument[3]);
  images = atoi(argument[4]);
  validation = atoi(argument[5]);
  load_images(argument[1]);
  load_layers(argument[1], argument[2]);
  int *orders = read_file(argument[1], "orders", 10 * sizeof *orders * images);
  printf("ready GCC %s\n", __VERSION__);
  fflush(stdout);
  int epochs, done = 0;
  while (scanf("%d", &epochs) == 1) {
    double right = 0;
    clock_t before = clock();
    for (int i = 0; i < epochs; i++) {
      const int *order = orders + (size_t)(done++ % 10) * images;
      for (int from = 0; from < images; from += mini_batch) {
        step(order, from, images - from < mini_batch ? images - from : mini_batch);
      }
      right = accuracy();
    }
    printf("%.6f %.4f\n", (double)(clock() - before) / CLOCKS_PER_SEC / epochs, right);
    fflush(stdout);
  }
  return 0;
}
