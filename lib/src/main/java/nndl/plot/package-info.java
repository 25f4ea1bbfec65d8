/** Tablesaw figures as notebooks show them. */
package nndl.plot;
