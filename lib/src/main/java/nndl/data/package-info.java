/** Handwritten digits, and the fast loops that train on them. */
package nndl.data;
