/** Writing files. */
package nndl.file;
