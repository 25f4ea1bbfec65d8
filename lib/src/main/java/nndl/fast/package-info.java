/** The arrays and loops that training runs on: sparse images, mini-batches, layers, networks. */
package nndl.fast;
