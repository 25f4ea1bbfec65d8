/** The arrays and loops that training runs on: sparse images, mini-batches, layers. */
package nndl.fast;
