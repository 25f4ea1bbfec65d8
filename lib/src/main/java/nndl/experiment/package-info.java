/** Experiments: a grid of factors, one function that trains, one long table of what it measured. */
package nndl.experiment;
