/** What the library says to its readers, in the language of the notebook. */
package nndl.words;
