/** Handwritten digits as arrays and matrices, and what was measured while training on them. */
package nndl.data;
