/* agree.h - */
