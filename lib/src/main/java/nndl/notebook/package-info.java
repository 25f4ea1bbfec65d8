/** What a cell says to its reader: figures, checks, progress. */
package nndl.notebook;
