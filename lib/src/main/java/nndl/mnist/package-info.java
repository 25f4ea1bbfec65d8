/** Finding, downloading and keeping MNIST's files. */
package nndl.mnist;
