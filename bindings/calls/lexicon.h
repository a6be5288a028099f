/* lexicon.h - */
