/* train.h - */
