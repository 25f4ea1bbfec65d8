/** Random numbers that equal NumPy's and Python's. */
package nndl.random;
